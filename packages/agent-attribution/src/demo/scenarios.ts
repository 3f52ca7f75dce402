import type { FailureAttribution, FailureCategory } from '@agent-attribution/semantic-conventions';
import type { ScenarioName } from './scenario-names.js';
import type { Script, ScriptedReply } from './scripted-model.js';

/** One way for the demo's team to work: what the model says, and how the world behaves. */
export interface Scenario {
  readonly name: ScenarioName;
  /** One sentence for a person. */
  readonly title: string;
  readonly script: Script;
  readonly rates: RateService;
  /** Tokens that one part of the team may spend. */
  readonly tokenBudget: number;
  /** What attribution is expected to find; null when nothing is wrong. Printed nowhere: the tests hold it against it. */
  readonly expected: {
    readonly agent: string;
    readonly category: FailureCategory;
    readonly attribution: FailureAttribution;
  } | null;
}

/** The one outside service that the team's tools ask. */
export interface RateService {
  /** How long it takes to answer, ms. */
  readonly latencyMs: number;
  answer(quarter: string): unknown;
}

const QUARTER = '2026-Q3';
const RATES = {
  quarter: QUARTER,
  currency: 'EUR/USD',
  open: 1.1042,
  close: 1.1187,
  source: 'central bank fixing',
};

const ask = (quarter = QUARTER): ScriptedReply => ({ calls: [{ tool: 'fetch_rates', args: { quarter } }] });
const render = (open: unknown, close: unknown): ScriptedReply => ({
  calls: [{ tool: 'render_report', args: { quarter: QUARTER, open, close } }],
});

const PLAN: Script[string] = [{ calls: [{ tool: 'transfer_to_researcher', args: {} }] }];
const FINDINGS = `EUR/USD opened ${QUARTER} at 1.1042 and closed at 1.1187, a gain of 1.3 %. Source: central bank fixing.`;
const REPORT = `# EUR/USD in ${QUARTER}\n\nThe pair rose from 1.1042 to 1.1187 (+1.3 %).\n\nSource: central bank fixing.`;

const steady: RateService = { latencyMs: 5, answer: () => RATES };

const healthyScript: Script = {
  planner: PLAN,
  researcher: [ask(), { text: FINDINGS }],
  writer: [render(1.1042, 1.1187), { text: REPORT }],
};

/** A long page of rates, day by day: what a researcher without measure pulls into its context. */
const longPage = (quarter: string): string =>
  Array.from(
    { length: 90 },
    (_, day) => `${quarter} day ${day + 1}: EUR/USD ${(1.1 + day / 5000).toFixed(4)}`,
  ).join('\n');

const SCENARIO_LIST: readonly Scenario[] = [
  {
    name: 'upstream',
    title: 'The researcher passes on a failed look-up as if it were data; the writer breaks on it.',
    script: {
      planner: PLAN,
      researcher: [
        ask(),
        {
          text: `Open and close for ${QUARTER} could not be confirmed; use "n/a" for both, the trend is stable.`,
        },
      ],
      writer: [render('n/a', 'n/a'), { text: REPORT }],
    },
    rates: { latencyMs: 5, answer: (quarter) => ({ error: `no rates on file for ${quarter}`, rows: [] }) },
    tokenBudget: 50_000,
    expected: { agent: 'researcher', category: 'tool_failure', attribution: 'upstream_contamination' },
  },
  {
    name: 'tool-timeout',
    title: 'The rate service does not answer in time and the researcher cannot go on.',
    script: healthyScript,
    rates: { latencyMs: 2_000, answer: () => RATES },
    tokenBudget: 50_000,
    expected: { agent: 'researcher', category: 'timeout', attribution: 'direct' },
  },
  {
    name: 'budget',
    title: 'The researcher reads page after page until the token budget is gone.',
    script: {
      planner: PLAN,
      researcher: [ask('2025-Q4'), ask('2026-Q1'), ask('2026-Q2'), ask('2026-Q3'), { text: FINDINGS }],
      writer: healthyScript['writer'] ?? PLAN,
    },
    rates: { latencyMs: 5, answer: longPage },
    tokenBudget: 4_000,
    expected: { agent: 'researcher', category: 'budget_exceeded', attribution: 'coordination_overhead' },
  },
  {
    name: 'loop',
    title: 'The researcher asks the same question again and again.',
    script: {
      planner: PLAN,
      researcher: [ask('2026-Q2'), ask(), ask(), ask(), ask(), ask()],
      writer: healthyScript['writer'] ?? PLAN,
    },
    rates: { latencyMs: 5, answer: (quarter) => ({ quarter, note: 'see the rates of this quarter' }) },
    tokenBudget: 50_000,
    expected: { agent: 'researcher', category: 'stagnation', attribution: 'direct' },
  },
  {
    name: 'quality-gate',
    title: 'Everything runs, but the writer leaves the source out and the quality gate rejects the report.',
    script: {
      ...healthyScript,
      writer: [
        render(1.1042, 1.1187),
        { text: `# EUR/USD in ${QUARTER}\n\nThe pair rose from 1.1042 to 1.1187.` },
      ],
    },
    rates: steady,
    tokenBudget: 50_000,
    expected: { agent: 'writer', category: 'quality_gate_failed', attribution: 'quality_gate' },
  },
  {
    name: 'healthy',
    title: 'Everything works.',
    script: healthyScript,
    rates: steady,
    tokenBudget: 50_000,
    expected: null,
  },
];

export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map(
  SCENARIO_LIST.map((scenario) => [scenario.name, scenario]),
);

/** What the team is asked for. */
export const QUESTION: string = `Write a one-page report on EUR/USD in ${QUARTER}, with the opening and closing rate and the source.`;
