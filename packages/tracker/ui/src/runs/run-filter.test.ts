import { describe, expect, it } from 'vitest';
import { filtersIn, mergeRuns, runsPath } from './run-filter.js';

const run = (traceId: string, startedAt: string, revision = 1) => ({ traceId, startedAt, revision });
const at = (search: string) => new URLSearchParams(search);

describe('runsPath', () => {
  it('passes on the filters that are set and nothing else', () => {
    expect(runsPath(at('q=rates&agent=&status=failed&theme=x'), 0)).toBe(
      '/api/traces?limit=50&q=rates&status=failed',
    );
  });

  it('turns a span of time into the minute it began', () => {
    expect(runsPath(at('since=1h'), 3_600_000 + 119_999)).toBe('/api/traces?limit=50&from=60000');
    expect(runsPath(at('since=soon'), 0)).toBe('/api/traces?limit=50');
  });

  it('asks for the page after a cursor', () => {
    expect(runsPath(at(''), 0, 'c')).toBe('/api/traces?limit=50&cursor=c');
  });
});

it('tells which filters are set', () => {
  expect(filtersIn(at('since=7d&agent=a&goal='))).toEqual(['agent', 'since']);
});

it('puts newer answers over older ones, each run once, newest first', () => {
  const merged = mergeRuns(
    [run('b', '2026-01-02', 2), run('c', '2026-01-03')],
    [run('b', '2026-01-02'), run('a', '2026-01-01')],
  );
  expect(merged.map(({ traceId, revision }) => `${traceId}${revision}`)).toEqual(['c1', 'b2', 'a1']);
});
