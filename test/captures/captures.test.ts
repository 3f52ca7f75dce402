import { readdirSync, readFileSync } from 'node:fs';
import { attributeTrace, describeTrace } from '@agent-attribution/core';
import type { AttributionReport, SpanDescription } from '@agent-attribution/core';
import { groupByTrace, readTraceDocument } from '@agent-attribution/otlp';
import { describe, expect, it } from 'vitest';
import { EXPECTED } from './expected.js';
import type { ExpectedRun, TokenKind } from './expected.js';
import { capturesTable } from './captures-table.js';
import { readMeta } from './meta.js';

const FIXTURES = new URL('fixtures/', import.meta.url);

interface Captured {
  readonly reports: readonly AttributionReport[];
  readonly spans: readonly SpanDescription[];
}

const readCapture = (name: string): Captured => {
  const { spans } = readTraceDocument(readFileSync(new URL(`${name}.json`, FIXTURES)));
  const traces = [...groupByTrace(spans).values()];
  return {
    reports: traces.map((trace) => attributeTrace(trace)),
    spans: traces.flatMap((trace) => describeTrace(trace).spans),
  };
};

const sumOf = (reports: readonly AttributionReport[], kind: TokenKind): number =>
  reports.reduce((sum, { tokens }) => sum + tokens[kind], 0);

const TOKEN_KINDS: readonly TokenKind[] = [
  'total',
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'reasoning',
];

/** Each span that is somebody's work, as `agent: what`, with the number of times it occurs. */
const workIn = (spans: readonly SpanDescription[]): Record<string, number> => {
  const work: Record<string, number> = {};
  for (const { nodeType, agent, span } of spans) {
    if (!['agent', 'llm_call', 'tool_invocation', 'handoff'].includes(nodeType)) continue;
    // A client's span inside a framework's span of the same call is no second call.
    const parent = spans.find((other) => other.span.spanId === span.parentSpanId);
    if (nodeType === 'llm_call' && parent?.nodeType === 'llm_call') continue;
    const key = `${agent ?? 'nobody'}: ${nodeType}`;
    work[key] = (work[key] ?? 0) + 1;
  }
  return work;
};

const conventionsIn = (reports: readonly AttributionReport[]): ReadonlySet<string> =>
  new Set(reports.flatMap(({ conventions }) => Object.keys(conventions)));

/** What a person would call a model call, a tool or an agent by its name. */
const LOOKS_LIKE_WORK = /chat|llm|generat|completion|messages\.create|tool|agent|handoff|transfer/i;

const runs = Object.entries(EXPECTED).flatMap(([name, { runs: variants }]) =>
  Object.entries(variants).map(([variant, run]): [string, string, string, ExpectedRun] => [
    `${name}-${variant}`,
    name,
    variant,
    run,
  ]),
);

it('expects something of every fixture', () => {
  const fixtures = readdirSync(FIXTURES).filter((file) => !file.endsWith('.meta.json'));
  expect(runs.map(([file]) => `${file}.json`).toSorted()).toEqual(fixtures.toSorted());
});

describe.each(runs)('%s', (file, name, variant, { work, blames }) => {
  const { reports, spans } = readCapture(file);
  const served = readMeta(name).served[variant];
  const unreported: readonly TokenKind[] = EXPECTED[name]?.unreported ?? [];

  it.each(TOKEN_KINDS)('counts the tokens that the model served: %s', (kind) => {
    expect(sumOf(reports, kind)).toBe(unreported.includes(kind) ? 0 : served?.[kind]);
  });

  it('finds whose work every span was', () => {
    expect(workIn(spans)).toEqual(work);
  });

  it('leaves no span unknown that does such work', () => {
    const unknown = spans.filter(({ nodeType }) => nodeType === 'unknown').map(({ span }) => span.name);
    expect(unknown.filter((spanName) => LOOKS_LIKE_WORK.test(spanName))).toEqual([]);
  });

  it(blames.length === 0 ? 'blames nobody' : `blames ${blames.map(({ agent }) => agent).join()}`, () => {
    const causes = reports.map(({ rootCause }) => rootCause).filter((cause) => cause !== null);
    expect(causes.map(({ agent, failureCategory }) => ({ agent, category: failureCategory }))).toEqual(
      blames,
    );
  });

  it('reads it by the convention that the table names', () => {
    expect(conventionsIn(reports)).toContain(readMeta(name).convention);
  });

  if (variant === 'healthy') {
    it('finds nothing wrong with the healthy run', () => {
      const outcomes = reports.map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'failure' || outcome === 'partial')).toEqual([]);
    });
  }
});

/** Without what a formatter adds to a table. */
const squeezed = (text: string): string => text.replaceAll(/ +\|/g, ' |').replaceAll(/-+/g, '-');

describe('the documentation', () => {
  const page = readFileSync(new URL('../../docs/conventions.md', import.meta.url), 'utf8');

  it('has the table of captures', () => {
    expect(squeezed(page)).toContain(squeezed(capturesTable()));
  });

  it('names the conventions that no capture bears out', () => {
    const read = [...page.matchAll(/^\| `([a-z_]+)`/gm)].map(([, id = '']) => id);
    const captured = conventionsIn(runs.flatMap(([file]) => readCapture(file).reports));
    const rest = [...new Set(read)].filter((id) => !captured.has(id)).toSorted();
    expect(page).toContain(`Hand-made spans alone: ${rest.map((id) => `\`${id}\``).join(', ')}.`);
  });
});

it('names no machine and no registry', () => {
  for (const file of readdirSync(FIXTURES)) {
    const text = readFileSync(new URL(file, FIXTURES), 'utf8');
    expect(text, file).not.toMatch(
      /\/(?:tmp|home|root|Users|work)\/|localhost|registry\.|host\.name|process\.pid/,
    );
  }
});

it('locks no registry addresses', () => {
  const lanes = new URL('lanes/', import.meta.url);
  for (const lane of readdirSync(lanes)) {
    expect(readFileSync(new URL(`${lane}/package-lock.json`, lanes), 'utf8'), lane).not.toContain(
      '"resolved": "http',
    );
  }
});
