import { describe, expect, it } from 'vitest';
import { createServiceLog } from './service-log.js';
import type { ServiceLogOptions } from './service-log.js';

const logging = (options: Pick<ServiceLogOptions, 'level' | 'format'>) => {
  const lines: string[] = [];
  const log = createServiceLog({ ...options, write: (line) => lines.push(line), now: () => 0 });
  return { log, lines };
};

describe('createServiceLog', () => {
  it('writes lines for people', () => {
    const { log, lines } = logging({ level: 'info', format: 'text' });
    log.warn('delivery fails', { exporter: 'otlp/jaeger', attempts: 3 });
    expect(lines).toEqual([
      '1970-01-01T00:00:00.000Z warn  delivery fails exporter=otlp/jaeger attempts=3\n',
    ]);
  });

  it('writes lines for machines', () => {
    const { log, lines } = logging({ level: 'info', format: 'json' });
    log.error('delivery fails', { exporter: 'otlp/jaeger' });
    expect(lines).toEqual([
      '{"time":"1970-01-01T00:00:00.000Z","level":"error","message":"delivery fails","exporter":"otlp/jaeger"}\n',
    ]);
  });

  it('leaves out what is less than its level', () => {
    const { log, lines } = logging({ level: 'warn', format: 'text' });
    log.info('started');
    log.debug('started');
    expect(lines).toEqual([]);
    log.warn('late');
    expect(lines).toHaveLength(1);
  });

  it('keeps what it quotes on one line', () => {
    const { log, lines } = logging({ level: 'info', format: 'text' });
    log.info('it said a\r\nb');
    expect(lines[0]).toContain('it said a b\n');
  });
});
