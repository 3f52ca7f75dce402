import type { Palette } from '../../render/palette.js';
import type { Column } from '../../render/table.js';
import { tableLines } from '../../render/table.js';
import { duration, integer, percent, usd } from '../../render/units.js';
import type { Json } from './json-reading.js';
import { at, numberAt, rowsAt, textAt, textsAt } from './json-reading.js';
import type { CommandInput, TrackerCommand, ValueOption } from './tracker-command.js';

interface Cell extends Column {
  readonly of: (row: Json, palette: Palette) => string;
}

interface ListCommand {
  readonly name: string;
  readonly path: string | ((input: CommandInput) => string);
  /** Options, and the query parameters they become. */
  readonly options?: Readonly<Record<string, ValueOption & { readonly parameter: string }>>;
  /** Where the rows are in the answer. */
  readonly rows: string;
  readonly empty: string;
  readonly cells: readonly Cell[];
}

const text = (title: string, path: string): Cell => ({ title, of: (row) => oneLine(textAt(row, path)) });
const figure = (title: string, path: string, write?: (n: number) => string): Cell => ({
  title,
  align: 'right',
  of: (row) => numberAt(row, path, write),
});
const notes = (title: string, ...paths: readonly string[]): Cell => ({
  title,
  of: (row) => oneLine(paths.flatMap((path) => textsAt(row, path)).join('; ') || '–'),
});
const started: Cell = {
  title: 'Started',
  of: (row) => textAt(row, 'startedAt').slice(0, 19).replace('T', ' '),
};

const SIGNS: Readonly<Record<string, (palette: Palette) => string>> = {
  success: ({ good }) => good('✓ success'),
  completed: ({ good }) => good('✓ completed'),
  failed: ({ bad }) => bad('✗ failed'),
  timeout: ({ bad }) => bad('✗ timeout'),
};
/** The status with a sign, so that it reads without colour. */
export function statusOf(status: string, palette: Palette): string {
  return SIGNS[status]?.(palette) ?? palette.faint(`⊘ ${status}`);
}
const status: Cell = { title: 'Status', of: (row, palette) => statusOf(textAt(row, 'status'), palette) };

const score = (value: number): string => value.toFixed(2);
const execution = text('Execution', 'executionId');
const agent = text('Agent', 'agentName');

const hours = { default: '24', number: { min: 0, max: 87_600 }, parameter: 'hours' };
const limit = (byDefault: string) => ({
  default: byDefault,
  number: { min: 1, max: 200 },
  parameter: 'limit',
});
const ofAgent = { parameter: 'agent' };

const LISTS: readonly ListCommand[] = [
  {
    name: 'agents',
    path: '/api/agents',
    options: { window: { default: '7d', parameter: 'window' } },
    rows: 'agents',
    empty: 'No agent was at work in this window.',
    cells: [
      text('Agent', 'agent'),
      figure('Runs', 'runs', integer),
      figure('Success', 'successRate', percent),
      figure('Blamed', 'blamedRuns', integer),
      figure('Tokens', 'tokens', integer),
      { title: 'Cost', align: 'right', of: (row) => usd(numberOrNull(at(row, 'costUsd'))) },
      figure('p50', 'p50DurationMs', duration),
      figure('p95', 'p95DurationMs', duration),
      figure('Errors', 'errors', integer),
    ],
  },
  {
    name: 'runs',
    path: '/api/traces',
    options: {
      status: { parameter: 'status' },
      agent: ofAgent,
      goal: { parameter: 'goal' },
      limit: limit('20'),
    },
    rows: 'traces',
    empty: 'No runs.',
    cells: [
      text('Trace', 'traceId'),
      started,
      status,
      figure('Took', 'durationMs', duration),
      text('Root cause', 'rootCause.agent'),
      text('Summary', 'summary'),
    ],
  },
  {
    name: 'failures',
    path: '/api/executions/failed',
    options: { hours, limit: limit('20'), agent: ofAgent },
    rows: 'executions',
    empty: 'No failed executions.',
    cells: [execution, started, agent, status, text('Error', 'errorType'), text('Message', 'errorMessage')],
  },
  {
    name: 'slow',
    path: '/api/executions/slow',
    options: {
      'threshold-ms': { default: '5000', number: { min: 0, max: 1e9 }, parameter: 'thresholdMs' },
      hours,
      limit: limit('20'),
      agent: ofAgent,
    },
    rows: 'executions',
    empty: 'No slow executions.',
    cells: [
      execution,
      agent,
      figure('Took', 'durationMs', duration),
      figure('Model', 'llmLatencyMs', duration),
      figure('Besides', 'overheadMs', duration),
      status,
    ],
  },
  {
    name: 'skipped',
    path: '/api/executions/skipped',
    options: { hours, limit: limit('20'), agent: ofAgent },
    rows: 'executions',
    empty: 'No skipped executions.',
    cells: [
      execution,
      started,
      agent,
      figure('Relevance', 'relevanceScore', score),
      text('Reason', 'relevanceReasoning'),
    ],
  },
  {
    name: 'poor-responses',
    path: '/api/executions/poor-responses',
    options: {
      threshold: { default: '0.7', number: { min: 0, max: 1 }, parameter: 'threshold' },
      hours,
      limit: limit('10'),
      agent: ofAgent,
    },
    rows: 'executions',
    empty: 'No poor quality responses found.',
    cells: [
      execution,
      agent,
      text('Model', 'llmModel'),
      figure('Score', 'responseQualityScore', score),
      notes('Errors and warnings', 'responseErrors', 'responseWarnings'),
    ],
  },
  {
    name: 'invalid-responses',
    path: '/api/executions/invalid-responses',
    options: { hours, limit: limit('10'), agent: ofAgent },
    rows: 'executions',
    empty: 'No invalid responses found.',
    cells: [execution, started, agent, text('Model', 'llmModel'), notes('Errors', 'responseErrors')],
  },
  {
    name: 'suggest',
    path: (input) => `/api/goals/${encodeURIComponent(input.option('goal') ?? '*')}/suggestions`,
    options: { goal: { parameter: '' } },
    rows: 'suggestions',
    empty: 'Nothing to suggest.',
    cells: [
      {
        title: 'Priority',
        of: (row, { bad, warn }) =>
          row['priority'] === 'high' ? bad('high') : warn(textAt(row, 'priority')),
      },
      text('Target', 'target'),
      text('Reason', 'reason'),
      text('Recommendation', 'recommendation'),
    ],
  },
];

/** Commands that show one table. */
export const LIST_COMMANDS: readonly TrackerCommand[] = LISTS.map(
  ({ name, path, options = {}, rows, empty, cells }): TrackerCommand => ({
    name,
    options,
    ask: (tracker, input) =>
      tracker.get(
        typeof path === 'string' ? path : path(input),
        Object.fromEntries(
          Object.entries(options)
            .filter(([, { parameter }]) => parameter !== '')
            .map(([option, { parameter }]) => [parameter, input.option(option)]),
        ),
      ),
    show: (answer, palette) => {
      const found = rowsAt(answer, rows);
      // A page without a row may have others after it: rare things are looked for piece by piece.
      if (found.length === 0) return [typeof at(answer, 'nextCursor') === 'string' ? OLDER : empty];
      return tableLines(
        cells,
        found.map((row) => cells.map(({ of }) => of(row, palette))),
        palette.strong,
      );
    },
  }),
);

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const OLDER = 'None among the newest; older ones were not looked at.';

const MAX_CELL = 100;

/** Text of a traced program in one line: no line feed, no control character, not too long. */
export function oneLine(value: string): string {
  // oxlint-disable-next-line no-control-regex -- what a terminal would obey
  const plain = value.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return plain.length > MAX_CELL ? `${plain.slice(0, MAX_CELL - 1)}…` : plain;
}
