import { ref } from './reference.js';
import { integer, list, number, numberOrNull, object, share, text, time } from './schema-building.js';
import type { Schema } from './schema-building.js';
import { window } from './window.js';

const agent = {
  agent: text,
  runs: integer,
  successRate: share,
  meanContributionScore: share,
  meanBlameShare: share,
  meanCreditShare: share,
  blamedRuns: integer,
  tokens: integer,
  costUsd: numberOrNull,
  p50DurationMs: number,
  p95DurationMs: number,
  errors: integer,
  lastSeenAt: time,
};

/** The ledger of agents. */
export const AGENT_SCHEMAS: Readonly<Record<'Agent' | 'AgentList', Schema>> = {
  Agent: object({ window, from: time, ...agent, recentTraces: list(ref('Trace')) }),
  AgentList: object({ window, from: time, agents: list(object(agent)) }),
};
