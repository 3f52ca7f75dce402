import {
  FAILURE_CATEGORIES,
  NODE_TYPES,
  RUN_OUTCOMES,
  RUN_STATUSES,
  VERDICTS,
} from '@agent-attribution/semantic-conventions';
import { LIMITS } from '../limits.js';
import type { PageRequest, RunFilter } from '../storage/tracker-store.js';
import { decodeCursor } from './cursor.js';
import { ProblemError } from './problem.js';

/** A query parameter of a list: its name, the filter it sets, and the values it takes. */
export interface FilterParameter {
  readonly name: string;
  readonly filter: keyof RunFilter;
  /** The closed set of values, free text, or a point in time. */
  readonly takes: readonly string[] | 'text' | 'time';
  readonly description: string;
}

export const FILTER_PARAMETERS: readonly FilterParameter[] = [
  { name: 'agent', filter: 'agent', takes: 'text', description: 'An agent that took part.' },
  { name: 'status', filter: 'status', takes: RUN_STATUSES, description: 'How the run ended.' },
  { name: 'outcome', filter: 'outcome', takes: RUN_OUTCOMES, description: 'What the run came to.' },
  {
    name: 'verdict',
    filter: 'verdict',
    takes: VERDICTS,
    description: 'Whether somebody was found to be at fault.',
  },
  {
    name: 'category',
    filter: 'category',
    takes: FAILURE_CATEGORIES,
    description: 'Failure category of the root cause.',
  },
  { name: 'nodeType', filter: 'nodeType', takes: NODE_TYPES, description: 'Node type of the root cause.' },
  { name: 'goal', filter: 'goalId', takes: 'text', description: 'Id of the goal.' },
  { name: 'conversation', filter: 'conversationId', takes: 'text', description: 'Id of the conversation.' },
  { name: 'task', filter: 'taskId', takes: 'text', description: 'Id of the task.' },
  {
    name: 'q',
    filter: 'text',
    takes: 'text',
    description: "Part of the run's name, of its verdict's sentence or of one of its ids, in any case.",
  },
  {
    name: 'from',
    filter: 'from',
    takes: 'time',
    description: 'Started at or after: ISO 8601, or ms since the epoch.',
  },
  {
    name: 'to',
    filter: 'to',
    takes: 'time',
    description: 'Started before: ISO 8601, or ms since the epoch.',
  },
];

export const PAGE_LIMIT = { min: 1, max: 200, default: 50 } as const;

/** Windows of the ledger, in days. */
export const WINDOWS = { '7d': 7, '30d': 30, '90d': 90 } as const;
export type Window = keyof typeof WINDOWS;

type Query = Readonly<Record<string, string>>;

/** The filters of a list. @throws {ProblemError} that names the parameter that is wrong or unknown. */
export function readFilter(query: Query): RunFilter {
  const filter: Record<string, string | number> = {};
  for (const parameter of FILTER_PARAMETERS) {
    const value = query[parameter.name];
    // An empty field of a form is a filter that is not set.
    if (value !== undefined && value !== '') filter[parameter.filter] = readValue(parameter, value);
  }
  refuseUnknown(query, [...FILTER_PARAMETERS.map(({ name }) => name), 'limit', 'cursor']);
  return filter;
}

export function readPage(query: Query): PageRequest {
  const { limit: limitText, cursor } = query;
  const limit = limitText === undefined ? PAGE_LIMIT.default : Number(limitText);
  if (!Number.isInteger(limit) || limit < PAGE_LIMIT.min || limit > PAGE_LIMIT.max || limitText === '') {
    throw wrong('limit', `a whole number from ${PAGE_LIMIT.min} to ${PAGE_LIMIT.max}`);
  }
  if (cursor === undefined) return { limit };
  const after = decodeCursor(cursor);
  if (after === undefined) throw wrong('cursor', 'a value of "nextCursor" of the page before');
  return { limit, after };
}

/** The window asked for, by default the last 7 days, and when it starts in microseconds since the epoch. */
export function readWindow(query: Query, nowMs: number): { readonly window: Window; readonly from: number } {
  refuseUnknown(query, ['window']);
  const { window = '7d' } = query;
  if (!isWindow(window)) throw wrong('window', `one of ${Object.keys(WINDOWS).join(', ')}`);
  return { window, from: (nowMs - WINDOWS[window] * DAY_MS) * 1000 };
}

const DAY_MS = 86_400_000;

export function refuseUnknown(query: Query, known: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const choice = known.length === 0 ? 'this path takes none' : `known are ${known.join(', ')}`;
  const name = unknown.slice(0, LIMITS.nameChars);
  throw new ProblemError({
    status: 400,
    detail: `There is no parameter "${name}": ${choice}.`,
    parameter: name,
  });
}

function readValue({ name, takes }: FilterParameter, value: string): string | number {
  if (takes === 'text') return value;
  if (takes === 'time') return readTime(name, value);
  if (!takes.includes(value)) throw wrong(name, `one of ${takes.join(', ')}`);
  return value;
}

/** Microseconds since the epoch. */
function readTime(name: string, value: string): number {
  const ms = /^\d{1,15}$/.test(value) ? Number(value) : ISO_TIME.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isFinite(ms) || ms < 0 || ms > MAX_MS) {
    throw wrong(name, 'a time such as 2026-01-31T08:00:00Z, or ms since the epoch');
  }
  return ms * 1000;
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}/;
/** Later times do not fit into whole microseconds. */
const MAX_MS = 9_000_000_000_000;

const isWindow = (value: string): value is Window => Object.hasOwn(WINDOWS, value);

function wrong(parameter: string, expected: string): ProblemError {
  return new ProblemError({ status: 400, detail: `"${parameter}" must be ${expected}.`, parameter });
}
