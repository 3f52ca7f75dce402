import type { PackedRun } from '../sql/packed-run.js';
import type { AnalyticsWrite } from '../sql/analytics-write.js';
import type { WriteResult } from './run-writer.js';
import { openRunWriter } from './run-writer.js';

/** The writer as the store sees it, wherever it runs. */
export interface WriterLink {
  migrate(nowMicros: number): Promise<void>;
  write(runs: readonly PackedRun[], nowMicros: number): Promise<readonly WriteResult[]>;
  purge(beforeMicros: number, limit: number): Promise<number>;
  record(write: AnalyticsWrite, nowMicros: number): Promise<void>;
  /** Throws when the writer has ended. */
  check(): void;
  close(): Promise<void>;
}

/** A writer on the calling thread: writes block it. */
export async function openInlineWriter(path: string): Promise<WriterLink> {
  const writer = await openRunWriter(path);
  return {
    migrate: async (nowMicros) => writer.migrate(nowMicros),
    write: async (runs, nowMicros) => writer.write(runs, nowMicros),
    purge: async (beforeMicros, limit) => writer.purge(beforeMicros, limit),
    record: async (write, nowMicros) => writer.record(write, nowMicros),
    check: () => undefined,
    close: async () => writer.close(),
  };
}
