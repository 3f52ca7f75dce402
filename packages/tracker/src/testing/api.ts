import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { TrackerAppOptions } from '../api/tracker-app.js';
import { createTrackerApp } from '../api/tracker-app.js';
import { openSqliteStore } from '../storage/sqlite/sqlite-store.js';
import type { TrackerStore } from '../storage/tracker-store.js';
import { START_MS } from './spans.js';

const now = (): number => NOW_MS;

export interface TestTracker {
  readonly store: TrackerStore;
  readonly app: Hono;
  /** The same store behind an application with other options. */
  appWith(options: Partial<TrackerAppOptions>): Hono;
  /** Status and body of a GET. */
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** What the clock of tests shows: an hour after the first run of `testing/runs.ts`. */
export const NOW_MS: number = START_MS + 3_600_000;

export async function openTestTracker(): Promise<TestTracker> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
  const store = await openSqliteStore({ dataDir, writer: 'inline', now });
  const appWith = (options: Partial<TrackerAppOptions>): Hono =>
    createTrackerApp({ store, now, version: '1.2.3', ...options });
  const app = appWith({});
  return {
    store,
    app,
    appWith,
    async get(path, headers = {}) {
      const response = await app.request(path, { headers });
      return { status: response.status, body: await response.json() };
    },
    async close() {
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
