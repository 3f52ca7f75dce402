import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLLECTOR_CONFIG, validateStock } from './helpers/peer.js';

const ENV = { VENDOR_API_KEY: 'none', QUEUE_DIRECTORY: '/tmp/agent-attribution-queue' };

/** Files for the attribution service, for other programs, and for the builder. */
const OTHERS = new Set([
  'attribution.yaml',
  'jaeger.yaml',
  'prometheus.yaml',
  'docker-compose.yaml',
  'kubernetes.yaml',
  'builder-config.yaml',
]);

const STOCK = readdirSync(COLLECTOR_CONFIG).filter((name) => name.endsWith('.yaml') && !OTHERS.has(name));

describe('the stock Collector', () => {
  it.each(STOCK)('takes %s, and has nothing to say against it', (name) => {
    expect(validateStock(['--config', `${COLLECTOR_CONFIG}${name}`], ENV)).toBe('');
  });

  it('says what is wrong with a file that is', () => {
    const wrong = ['--config', `${COLLECTOR_CONFIG}fan-out.yaml`, '--config', 'yaml:exporters::nobody: {}'];
    expect(validateStock(wrong, ENV)).toContain('nobody');
  });
});
