import type {
  AgentWindow,
  PageRequest,
  RunCursor,
  RunFilter,
  RunPage,
  RunRevision,
  StoredRun,
} from '../tracker-store.js';
import type { SpanRow } from '../../run-record.js';
import { LIMITS } from '../../limits.js';
import type { SqlValue } from './columns.js';
import { namesOf } from './columns.js';
import { Conditions, each, first } from './question.js';
import type { Question } from './question.js';
import { number, packedText, text, toRevision, toRun, toRunSummary } from './row-reading.js';
import { TRACE_COLUMNS } from './run-columns.js';
import { spansFrom } from './spans-text.js';

const COLUMNS = namesOf(TRACE_COLUMNS)
  .map((column) => `t.${column}`)
  .join(', ');
const PAST_REVISIONS = 100;
const RUN = `SELECT ${COLUMNS}, d.report FROM traces t JOIN trace_documents d ON d.trace_id = t.trace_id`;

export const runOf = (traceId: string): Question<StoredRun | undefined> => ({
  sql: `${RUN} WHERE t.trace_id = ?`,
  values: [traceId],
  answer: first(toRun),
});

export const newestRunOfTask = (taskId: string): Question<StoredRun | undefined> => ({
  sql: `${RUN} WHERE t.task_id = ? ORDER BY t.started_at DESC, t.trace_id DESC LIMIT 1`,
  values: [taskId],
  answer: first(toRun),
});

export const newestRunsOfTasks = (taskIds: readonly string[]): Question<ReadonlyMap<string, string>> => ({
  sql: `WITH asked (task_id) AS (VALUES ${taskIds.map(() => '(?)').join(', ')})
    SELECT asked.task_id, (SELECT t.trace_id FROM traces t WHERE t.task_id = asked.task_id
      ORDER BY t.started_at DESC, t.trace_id DESC LIMIT 1) AS trace_id FROM asked`,
  values: taskIds,
  answer: (rows) =>
    new Map(
      rows
        .filter((row) => row['trace_id'] !== null)
        .map((row) => [text(row, 'task_id'), text(row, 'trace_id')]),
    ),
});

export const pastRevisions = (traceId: string): Question<readonly RunRevision[]> => ({
  sql: `SELECT * FROM past_revisions WHERE trace_id = ? ORDER BY revision DESC LIMIT ${PAST_REVISIONS}`,
  values: [traceId],
  answer: each(toRevision),
});

export const spansOf = (traceId: string): Question<readonly SpanRow[]> => ({
  sql: 'SELECT spans FROM trace_documents WHERE trace_id = ?',
  values: [traceId],
  answer: (rows) => first((row) => spansFrom(packedText(row, 'spans') ?? '[]'))(rows) ?? [],
});

/** Filters whose column is in `run_agents` too: there they are answered without a look at the run. */
const FACETS: readonly (readonly [keyof RunFilter, string])[] = [
  ['status', 'status'],
  ['outcome', 'outcome'],
  ['verdict', 'verdict'],
  ['category', 'root_cause_category'],
  ['nodeType', 'root_cause_node_type'],
];
const OF_RUN: readonly (readonly [keyof RunFilter, string])[] = [
  ['goalId', 't.goal_id'],
  ['conversationId', 't.conversation_id'],
  ['taskId', 't.task_id'],
];

/** What a search looks through: names, the sentence of the verdict, and ids. */
const SEARCHED = `lower(${['name', 'summary', 'trace_id', 'task_id', 'goal_id', 'conversation_id']
  .map((column) => `coalesce(t.${column}, '')`)
  .join(" || ' ' || ")})`;

/** The text anywhere, in any case, taken word for word; long ones are cut: backends refuse long patterns. */
const patternOf = (text: string): string =>
  `%${text.slice(0, LIMITS.nameChars).toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;

/**
 * Runs that are looked at for one page, from the newest on, where no index holds those that fit and no others: entries of
 * an index that tells whether a run fits, or runs that have to be read for it. A page that ends there may be short, and
 * another follows.
 */
export const LOOKED_AT: LookedAt = { entries: 50_000, runs: 5_000 };

export interface LookedAt {
  readonly entries: number;
  readonly runs: number;
}

/** Filters in the order in which one of them leads: its index holds what fits it, in the order of the list. */
const LEADS_OF_RUN: readonly (keyof RunFilter)[] = [
  'taskId',
  'conversationId',
  'goalId',
  'category',
  'outcome',
];
const LEADS_OF_AGENT: readonly (keyof RunFilter)[] = ['category', 'outcome'];

/** What succeeded is in no index of its own: that is most of it. */
function leadOf(filter: RunFilter): keyof RunFilter | undefined {
  return (filter.agent === undefined ? LEADS_OF_RUN : LEADS_OF_AGENT).find(
    (key) => filter[key] !== undefined && filter[key] !== 'success',
  );
}

/** Where the runs that are looked at for a page end; undefined when one index answers the filter. */
export function reachOfPage(
  filter: RunFilter,
  page: PageRequest,
  lookedAt: LookedAt,
): Question<RunCursor | undefined> | undefined {
  const lead = leadOf(filter);
  const { agent, from, to, text: searched, ...asked } = filter;
  const others = Object.entries(asked).filter(([key, value]) => key !== lead && value !== undefined);
  if (others.length === 0 && searched === undefined) return undefined;
  const isOfRun = lead !== undefined && OF_RUN.some(([key]) => key === lead);
  const mustRead =
    searched !== undefined || isOfRun || others.some(([other]) => OF_RUN.some(([key]) => key === other));
  const led: RunFilter = {
    ...(agent !== undefined && { agent }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(lead !== undefined && { [lead]: filter[lead] }),
  };
  const { places, values } = placesOf(led, page);
  return {
    sql: `${places} LIMIT 1 OFFSET ?`,
    values: [...values, (mustRead ? lookedAt.runs : lookedAt.entries) - 1],
    answer: first((row) => ({ startedAt: number(row, 'started_at'), traceId: text(row, 'trace_id') })),
  };
}

/** The places of the runs that fit, newest first. */
function placesOf(
  filter: RunFilter,
  { after }: PageRequest,
  until?: RunCursor,
): { readonly places: string; readonly values: readonly SqlValue[] } {
  const isOfAgent = filter.agent !== undefined;
  const at = isOfAgent ? 'a' : 't';
  const conditions = new Conditions();
  if (filter.agent !== undefined) conditions.add('a.agent = ?', filter.agent);
  for (const [key, column] of FACETS) {
    const value = filter[key];
    if (value !== undefined) conditions.add(`${at}.${column} = ?`, value);
  }
  // Said once more for the index that leaves out what succeeded.
  if (filter.outcome !== undefined && filter.outcome !== 'success')
    conditions.add(`${at}.outcome <> 'success'`);
  for (const [key, column] of OF_RUN) {
    const value = filter[key];
    if (value !== undefined) conditions.add(`${column} = ?`, value);
  }
  if (filter.text !== undefined) conditions.add(`${SEARCHED} LIKE ? ESCAPE '!'`, patternOf(filter.text));
  if (filter.from !== undefined) conditions.add(`${at}.started_at >= ?`, filter.from);
  if (filter.to !== undefined) conditions.add(`${at}.started_at < ?`, filter.to);
  const place = `(${at}.started_at, ${at}.trace_id)`;
  if (after !== undefined) conditions.add(`${place} < (?, ?)`, after.startedAt, after.traceId);
  if (until !== undefined) conditions.add(`${place} >= (?, ?)`, until.startedAt, until.traceId);
  const needsRun = filter.text !== undefined || OF_RUN.some(([key]) => filter[key] !== undefined);
  const joined = needsRun ? 'run_agents a JOIN traces t ON t.trace_id = a.trace_id' : 'run_agents a';
  return {
    places: `SELECT ${at}.started_at, ${at}.trace_id FROM ${isOfAgent ? joined : 'traces t'} ${conditions.where}
      ORDER BY ${at}.started_at DESC, ${at}.trace_id DESC`,
    values: conditions.values,
  };
}

/** A page of runs, by an index in the order of the list whatever the filter; none is older than `until`. */
export function pageOfRuns(filter: RunFilter, page: PageRequest, until?: RunCursor): Question<RunPage> {
  const { limit } = page;
  const { places, values } = placesOf(filter, page, until);
  return {
    // The places first, from an index alone: a filter that few runs fit would read every run otherwise.
    sql: `SELECT ${COLUMNS} FROM (${places} LIMIT ?) p
      JOIN traces t ON t.trace_id = p.trace_id ORDER BY p.started_at DESC, p.trace_id DESC`,
    values: [...values, limit + 1],
    answer(rows) {
      const runs = rows.slice(0, limit).map(toRunSummary);
      const last = runs.at(-1);
      const hasMore = rows.length > limit && last !== undefined;
      return { runs, next: hasMore ? { startedAt: last.startedAt, traceId: last.traceId } : until };
    },
  };
}

/** When the newest run of each agent that was at work since the hour ended, µs since the epoch. */
export const lastSeen = ({
  sinceHour,
  agent,
}: Pick<AgentWindow, 'agent'> & { readonly sinceHour: number }): Question<ReadonlyMap<string, number>> => ({
  sql: `SELECT p.agent, (SELECT a.ended_at FROM run_agents a WHERE a.agent = p.agent
      ORDER BY a.started_at DESC, a.trace_id DESC LIMIT 1) AS ended_at
    FROM (SELECT DISTINCT agent FROM agent_periods WHERE hours = 24 AND start >= ?
      ${agent === undefined ? '' : 'AND agent = ?'}) p`,
  values: [sinceHour, ...(agent === undefined ? [] : [agent])],
  answer: (rows) =>
    new Map(
      each((row) => [text(row, 'agent'), number(row, 'ended_at')] as const)(
        rows.filter((row) => row['ended_at'] !== null),
      ),
    ),
});

/** How many runs and spans there are, and runs by outcome. */
export const totals: Question<ReadonlyMap<string, number>> = {
  sql: 'SELECT name, value FROM store_totals',
  values: [],
  answer: (rows) => new Map(rows.map((row) => [text(row, 'name'), number(row, 'value')])),
};

export const newestStart: Question<number | null> = {
  sql: 'SELECT started_at FROM traces ORDER BY started_at DESC, trace_id DESC LIMIT 1',
  values: [],
  answer: (rows) => first((row) => number(row, 'started_at'))(rows) ?? null,
};

export const agentCount: Question<number> = {
  sql: 'SELECT count(*) AS agents FROM (SELECT DISTINCT agent FROM agent_periods WHERE hours = 24) known',
  values: [],
  answer: ([row]) => (row === undefined ? 0 : number(row, 'agents')),
};
