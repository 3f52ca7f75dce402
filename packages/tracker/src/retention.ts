import type { TrackerStore } from './storage/tracker-store.js';

/** How much is kept. What is not given is not limited. */
export interface RetentionPolicy {
  /** Runs first kept longer ago than this are forgotten. */
  readonly maxAgeMs?: number;
  /** Above this size the oldest runs are forgotten. */
  readonly maxBytes?: number;
}

/** Of the runs, forgotten at once while the store is too large. */
const SHARE_PER_STEP = 0.1;

/** Forgets what the policy does not keep; resolves with how many runs that were. */
export async function applyRetention(
  store: Pick<TrackerStore, 'purge' | 'purgeOldest' | 'stats'>,
  { maxAgeMs, maxBytes }: RetentionPolicy,
  nowMs: number,
): Promise<number> {
  const byAge = maxAgeMs === undefined ? 0 : await store.purge(Math.max(0, (nowMs - maxAgeMs) * 1000));
  return byAge + (await shrink(store, maxBytes ?? Number.POSITIVE_INFINITY));
}

async function shrink(store: Pick<TrackerStore, 'purgeOldest' | 'stats'>, maxBytes: number): Promise<number> {
  let purged = 0;
  for (;;) {
    const { sizeBytes, runs } = await store.stats();
    if (sizeBytes <= maxBytes || runs === 0) return purged;
    purged += await store.purgeOldest(Math.max(1, Math.ceil(runs * SHARE_PER_STEP)));
  }
}

export interface Retention {
  /** Stops; waits for a round under way. */
  stop(): Promise<void>;
}

const INTERVAL_MS = 3_600_000;

/** Applies a policy at once and then every hour (`everyMs`). A round that fails is told and tried again at the next. */
export function startRetention(
  store: Pick<TrackerStore, 'purge' | 'purgeOldest' | 'stats'>,
  policy: RetentionPolicy,
  options: {
    readonly everyMs?: number;
    readonly now?: () => number;
    readonly onError?: (error: unknown) => void;
  } = {},
): Retention {
  const { everyMs = INTERVAL_MS, now = Date.now, onError = () => {} } = options;
  let running: Promise<unknown> | undefined;
  const round = (): void => {
    running ??= applyRetention(store, policy, now())
      .catch(onError)
      .finally(() => (running = undefined));
  };
  round();
  const timer = setInterval(round, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
