import { describe, expect, it } from 'vitest';
import { readCollectorConfig } from '../../config/read-config.js';
import { exporterOptions } from './exporter-options.js';

const optionsOf = (name: string, exporter: string) => {
  const config = readCollectorConfig(
    `
receivers: {otlp: {protocols: {grpc: }}}
processors: {attribution: }
exporters: {${name}: ${exporter}}
service: {pipelines: {traces: {receivers: [otlp], processors: [attribution], exporters: [${name}]}}}
`,
    {},
  );
  return config.exporters.map((one) => exporterOptions(one, '/data'));
};

describe('exporterOptions', () => {
  it.each([
    ['otlp', '{endpoint: "host:4317", tls: {insecure: true}}', 'http://host:4317'],
    ['otlp', '{endpoint: "host:4317"}', 'https://host:4317'],
    ['otlp', '{endpoint: "http://host:4317"}', 'http://host:4317'],
    ['otlphttp', '{endpoint: "https://host/otlp"}', 'https://host/otlp'],
  ])('sends over %s with %s to %s', (name, exporter, endpoint) => {
    expect(optionsOf(name, exporter)).toMatchObject([{ endpoint }]);
  });

  it('keeps the queue of each exporter in a folder of its own', () => {
    const exporter = '{endpoint: "host:4317"}';
    expect(optionsOf('otlp/a', exporter)).toMatchObject([{ queue: { directory: '/data/queues/otlp%2Fa' } }]);
  });

  it('keeps it in memory when told to', () => {
    const exporter = '{endpoint: "host:4317", sending_queue: {storage: memory}}';
    expect(optionsOf('otlp/a', exporter)[0]?.queue).not.toHaveProperty('directory');
  });
});
