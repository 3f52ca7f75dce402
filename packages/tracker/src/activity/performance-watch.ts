import type { PerformanceInflection } from '@agent-attribution/core';
import { detectInflections, performanceTrends } from '@agent-attribution/core';
import { trendConfig, trendRuns } from '../performance/trend-config.js';
import type { AnalyticsStore } from '../storage/analytics-store.js';

/** How often an agent's trends are looked at: they are made of days. */
const INTERVAL_MS = 3_600_000;
const MAX_AGENTS = 10_000;

export interface PerformanceWatchOptions {
  readonly store: Pick<AnalyticsStore, 'taskMetrics' | 'knownDirections' | 'saveInflections'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onInflection: (inflection: PerformanceInflection) => void;
}

/** Looks at an agent's trends now and then, keeps their directions, and tells when one turned. */
export class PerformanceWatch {
  readonly #options: PerformanceWatchOptions;
  readonly #lookedAt = new Map<string, number>();

  constructor(options: PerformanceWatchOptions) {
    this.#options = options;
  }

  /** Looks at the agents that were not looked at for an hour. */
  async look(agents: Iterable<string>): Promise<void> {
    const nowMs = this.#options.now();
    for (const agent of new Set(agents)) {
      const last = this.#lookedAt.get(agent);
      if (last !== undefined && nowMs - last < INTERVAL_MS) continue;
      this.#remember(agent, nowMs);
      await this.#lookAt(agent, nowMs);
    }
  }

  async #lookAt(agent: string, nowMs: number): Promise<void> {
    const { store, onInflection } = this.#options;
    const trends = performanceTrends(await store.taskMetrics(agent, trendRuns(nowMs)), trendConfig(nowMs));
    if (trends.length === 0) return;
    const result = detectInflections(await store.knownDirections(agent), trends, { agentId: agent, nowMs });
    await store.saveInflections(agent, result);
    for (const inflection of result.inflections) onInflection(inflection);
  }

  #remember(agent: string, nowMs: number): void {
    this.#lookedAt.delete(agent);
    this.#lookedAt.set(agent, nowMs);
    if (this.#lookedAt.size <= MAX_AGENTS) return;
    for (const oldest of this.#lookedAt.keys()) {
      this.#lookedAt.delete(oldest);
      return;
    }
  }
}
