/** Filters that the address of the list holds and the API takes under the same name. */
const PASSED_ON = [
  'q',
  'agent',
  'status',
  'outcome',
  'category',
  'nodeType',
  'goal',
  'conversation',
] as const;

/** Spans of time, in hours. */
export const SINCE: Readonly<Record<string, number>> = { '1h': 1, '24h': 24, '7d': 168, '30d': 720 };

const MS_PER_HOUR = 3_600_000;

/** The filters of an address that are set. */
export const filtersIn = (query: URLSearchParams): readonly string[] =>
  [...PASSED_ON, 'since'].filter((name) => (query.get(name) ?? '') !== '');

/** What to ask the API for the runs that an address shows. Time is rounded, so that the same question stays the same. */
export function runsPath(query: URLSearchParams, nowMs: number, cursor?: string): string {
  const asked = new URLSearchParams({ limit: '50' });
  for (const name of PASSED_ON) {
    const value = query.get(name);
    if (value !== null && value !== '') asked.set(name, value);
  }
  const hours = SINCE[query.get('since') ?? ''];
  if (hours !== undefined) {
    const from = Math.max(0, nowMs - hours * MS_PER_HOUR);
    asked.set('from', String(Math.floor(from / 60_000) * 60_000));
  }
  if (cursor !== undefined) asked.set('cursor', cursor);
  return `/api/traces?${asked.toString()}`;
}

/** The newest runs over those that were loaded before: each once, newest first. */
export function mergeRuns<T extends { readonly traceId: string; readonly startedAt: string }>(
  newest: readonly T[],
  before: readonly T[],
): readonly T[] {
  const fresh = new Set(newest.map(({ traceId }) => traceId));
  return [...newest, ...before.filter(({ traceId }) => !fresh.has(traceId))].sort((a, b) =>
    a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0,
  );
}
