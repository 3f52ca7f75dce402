import { describe, expect, it, vi } from 'vitest';
import { EpisodeLog } from './episode-log.js';
import { ExporterOutlet, withTimeout } from './exporter-outlet.js';
import type { ExportResult, ReadableSpan, SpanExporter } from './sdk-types.js';

const span = (resource: Partial<ReadableSpan['resource']> = {}) =>
  ({ resource: { attributes: {}, ...resource } }) as ReadableSpan;

const setUp = (answer: (done: (result: ExportResult) => void) => void) => {
  const calls: string[] = [];
  const exporter: SpanExporter = {
    export: (_spans, done) => {
      calls.push('export');
      answer((result) => {
        calls.push('answer');
        done(result);
      });
    },
    shutdown: async () => {
      calls.push('shutdown');
    },
  };
  const log = new EpisodeLog();
  const failed = vi.spyOn(log, 'failed');
  return { calls, failed, outlet: new ExporterOutlet(exporter, log) };
};

describe('ExporterOutlet', () => {
  it.each<[string, (done: (result: ExportResult) => void) => void]>([
    ['says that it failed', (done) => done({ code: 1 })],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
  ])('goes on when the exporter %s', async (_how, answer) => {
    const { outlet, failed } = setUp(answer);
    outlet.deliver([span()]);
    await outlet.forceFlush();
    expect(failed).toHaveBeenCalledTimes(1);
  });

  it('waits for what is on its way before it shuts the exporter down', async () => {
    const { outlet, calls } = setUp((done) => setImmediate(() => done({ code: 0 })));
    outlet.deliver([span()]);
    await outlet.shutdown();
    expect(calls).toEqual(['export', 'answer', 'shutdown']);
  });

  it('takes 100 batches at once, and drops and counts the one after', () => {
    const { outlet } = setUp(() => {});
    for (let batch = 0; batch < 100; batch++) outlet.deliver([span()]);
    expect(outlet.droppedSpans).toBe(0);
    outlet.deliver([span(), span()]);
    expect(outlet.droppedSpans).toBe(2);
  });

  it('waits for attributes of the resource that are still being found out', async () => {
    let found = false;
    const { outlet, calls } = setUp((done) => done({ code: 0 }));
    const waitForAsyncAttributes = async () => {
      found = true;
    };
    outlet.deliver([span({ asyncAttributesPending: true, waitForAsyncAttributes })]);
    expect(calls).toEqual([]);
    await outlet.forceFlush();
    expect(found).toBe(true);
    expect(calls).toEqual(['export', 'answer']);
  });
});

describe('withTimeout', () => {
  it('stops waiting when the time is over', async () => {
    vi.useFakeTimers();
    const waiting = withTimeout(new Promise(() => {}), 1_000);
    vi.advanceTimersByTime(1_000);
    await expect(waiting).resolves.toBeUndefined();
    vi.useRealTimers();
  });
});
