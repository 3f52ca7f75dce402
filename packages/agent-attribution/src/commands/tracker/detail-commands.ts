import type { AttributionReport } from '@agent-attribution/core';
import type { Palette } from '../../render/palette.js';
import { renderReport } from '../../render/report-text.js';
import { tableLines } from '../../render/table.js';
import { duration, integer, percent } from '../../render/units.js';
import type { Json } from './json-reading.js';
import { at, numberAt, rowsAt, textAt, textsAt } from './json-reading.js';
import { oneLine, statusOf } from './list-commands.js';
import type { TrackerCommand } from './tracker-command.js';

const MAX_HOURS = 87_600;
const id = (text: string | undefined): string => encodeURIComponent(text ?? '');
const bullets = (texts: readonly string[]): string[] => texts.map((text) => `  - ${oneLine(text)}`);
const score = (value: number): string => value.toFixed(2);

/** Facts in two columns; those that are not known are left out. */
function facts(pairs: readonly (readonly [title: string, value: string])[], { faint }: Palette): string[] {
  const known = pairs.filter(([, value]) => value !== '–' && value !== '');
  const width = Math.max(0, ...known.map(([title]) => title.length));
  return known.map(([title, value]) => `${faint(title.padEnd(width))}  ${oneLine(value)}`);
}

function section(title: string, lines: readonly string[], { strong }: Palette): string[] {
  return lines.length === 0 ? [] : ['', strong(title), ...lines];
}

const run: TrackerCommand = {
  name: 'run',
  takes: ['id'],
  ask: (tracker, { names }) => tracker.get(`/api/tasks/${id(names[0])}`),
  show: (answer, palette) => [
    ...facts(
      [
        ['Task', textAt(answer, 'id')],
        ['Trace', textAt(answer, 'traceId')],
        ['Status', textAt(answer, 'status')],
        ['Closed', textAt(answer, 'closeReason')],
      ],
      palette,
    ),
    '',
    renderReport(at(answer, 'metadata.attribution') as AttributionReport, palette),
  ],
};

const agent: TrackerCommand = {
  name: 'agent',
  takes: ['name'],
  options: { window: { default: '7d' } },
  async ask(tracker, { names, option }) {
    const path = `/api/agents/${id(names[0])}`;
    const window = { window: option('window') };
    const ledger = await tracker.get(path, window);
    return {
      ledger,
      performance: (await tracker.find(`${path}/performance`, window)) ?? null,
      trends: (await tracker.find(`${path}/trends`)) ?? null,
      inflections: rowsAt(await tracker.get(`${path}/inflections`, window), 'inflections'),
    };
  },
  show: (answer, palette) => [
    palette.strong(`${textAt(answer, 'ledger.agent')}, last ${textAt(answer, 'ledger.window')}`),
    ...facts(
      [
        ['Runs', numberAt(answer, 'ledger.runs', integer)],
        ['Success', numberAt(answer, 'ledger.successRate', percent)],
        ['Blamed', numberAt(answer, 'ledger.blamedRuns', integer)],
        ['Tokens', numberAt(answer, 'ledger.tokens', integer)],
        ['Executions', numberAt(answer, 'performance.totalExecutions', integer)],
        ['Failed', numberAt(answer, 'performance.failed', integer)],
        ['Timed out', numberAt(answer, 'performance.timedOut', integer)],
        ['Skipped', numberAt(answer, 'performance.skipped', integer)],
        ['p50', numberAt(answer, 'performance.p50DurationMs', duration)],
        ['p95', numberAt(answer, 'performance.p95DurationMs', duration)],
        ['p99', numberAt(answer, 'performance.p99DurationMs', duration)],
      ],
      palette,
    ),
    ...section(
      'Trends',
      rowsAt(answer, 'trends.trends')
        .filter(({ direction }) => direction !== 'insufficient_data')
        .map(
          (row) =>
            `  ${textAt(row, 'metricName')} (${textAt(row, 'windowSize')}): ${textAt(row, 'direction')}`,
        ),
      palette,
    ),
    ...section(
      'Turns',
      rowsAt(answer, 'inflections').map(
        (row) =>
          `  ${textAt(row, 'detectedAt')} ${textAt(row, 'metricName')}: ${textAt(row, 'oldDirection')} → ${textAt(row, 'newDirection')}`,
      ),
      palette,
    ),
  ],
};

const compare: TrackerCommand = {
  name: 'compare',
  takes: ['id', 'id'],
  ask: (tracker, { names }) => tracker.get('/api/compare', { a: names[0], b: names[1] }),
  show(answer, palette) {
    const runs = ['run1', 'run2'].map((key) => [
      textAt(answer, `${key}.id`),
      textAt(answer, `${key}.status`),
      numberAt(answer, `${key}.decisions`),
      numberAt(answer, `${key}.successRate`, percent),
    ]);
    const columns = [{ title: 'Run' }, { title: 'Status' }, { title: 'Decisions' }, { title: 'Success' }];
    const first = at(answer, 'firstDivergence');
    return [
      ...tableLines(columns, runs, palette.strong),
      ...section('Differences', bullets(textsAt(answer, 'differences')), palette),
      ...section(
        'First divergence',
        first === null || first === undefined
          ? ['  None: both went the same way.']
          : [
              `  at decision ${numberAt(first, 'index')}: ${textAt(first, 'kind').replaceAll('_', ' ')}`,
              `  1: ${oneLine(textAt(first, 'run1'))}`,
              `  2: ${oneLine(textAt(first, 'run2'))}`,
            ],
        palette,
      ),
    ];
  },
};

const patterns: TrackerCommand = {
  name: 'patterns',
  options: { goal: {} },
  ask: (tracker, { option }) => tracker.get(`/api/goals/${id(option('goal') ?? '*')}/patterns`),
  show: (answer, palette) => [
    `${numberAt(answer, 'runCount', integer)} runs, ${numberAt(answer, 'successRate', percent)} completed`,
    ...section(
      'Common failures',
      rowsAt(answer, 'commonFailures').map(
        (row) => `  ${numberAt(row, 'count')} × ${oneLine(textAt(row, 'error'))}`,
      ),
      palette,
    ),
    ...section(
      'Problematic nodes',
      rowsAt(answer, 'problematicNodes').map(
        (row) => `  ${oneLine(textAt(row, 'nodeId'))}: ${numberAt(row, 'failureRate', percent)} fail`,
      ),
      palette,
    ),
  ],
};

const trackingStats: TrackerCommand = {
  name: 'tracking-stats',
  options: { hours: { default: '24', number: { min: 0, max: MAX_HOURS } } },
  async ask(tracker, { option }) {
    const hours = option('hours');
    const recent = await tracker.get('/api/executions', { hours, limit: '10' });
    const failed = await tracker.get('/api/executions/failed', { hours });
    const quality = await tracker.get('/api/executions/quality', { hours });
    return {
      hours: Number(hours),
      recent: at(recent, 'executions'),
      failed: at(failed, 'executions'),
      quality: at(quality, 'quality'),
    };
  },
  show(answer, palette, { option }) {
    const recent = rowsAt(answer, 'recent');
    const failed = rowsAt(answer, 'failed');
    const line = (row: Json): string =>
      `  ${statusOf(textAt(row, 'status'), palette)}  ${oneLine(textAt(row, 'agentName'))} (${numberAt(row, 'durationMs', duration)})`;
    return [
      '='.repeat(60),
      palette.strong(`Agent Execution Statistics (Last ${option('hours')} hours)`),
      '='.repeat(60),
      '',
      `Recent Executions: ${recent.length}`,
      ...recent.slice(0, 5).map(line),
      '',
      `Failed Executions: ${failed.length}`,
      ...failed
        .slice(0, 3)
        .map(
          (row) =>
            `  ${palette.bad('✗')} ${oneLine(textAt(row, 'agentName'))}: ${oneLine(textAt(row, 'errorType'))}`,
        ),
      ...(at(answer, 'quality') === null ? [] : ['', ...qualityLines(at(answer, 'quality'), palette)]),
    ];
  },
};

function qualityLines(quality: unknown, palette: Palette): string[] {
  const band = (name: string): string => numberAt(quality, `qualityDistribution.${name}`);
  return [
    palette.strong('LLM Response Quality:'),
    `  Responses: ${numberAt(quality, 'totalResponses')}`,
    `  Valid: ${numberAt(quality, 'validityRate', percent)}`,
    `  Average score: ${numberAt(quality, 'avgQualityScore', score)}`,
    `  excellent (>0.9): ${band('excellent')}, good (0.7-0.9): ${band('good')}, fair (0.5-0.7): ${band('fair')}, poor (<0.5): ${band('poor')}`,
  ];
}

const viewExecution: TrackerCommand = {
  name: 'view-execution',
  takes: ['id'],
  ask: (tracker, { names }) => tracker.get(`/api/executions/${id(names[0])}`),
  show: (answer, palette) => [
    ...facts(
      [
        ['Agent', textAt(answer, 'agentName')],
        ['Method', textAt(answer, 'method')],
        ['Status', textAt(answer, 'status')],
        ['Duration', at(answer, 'durationMs') === null ? 'N/A' : numberAt(answer, 'durationMs', duration)],
        ['Trace', textAt(answer, 'traceId')],
        ['Relevance', numberAt(answer, 'relevanceScore', score)],
        ['Reason', textAt(answer, 'relevanceReasoning')],
        ['Model', textAt(answer, 'llmModel')],
        ['Tokens', numberAt(answer, 'llmTokensUsed', integer)],
        ['Model latency', numberAt(answer, 'llmLatencyMs', duration)],
        ['Response valid', at(answer, 'responseValid') === null ? '–' : String(at(answer, 'responseValid'))],
        ['Response score', numberAt(answer, 'responseQualityScore', score)],
        ['Error', textAt(answer, 'errorType')],
        ['Message', textAt(answer, 'errorMessage')],
      ],
      palette,
    ),
    ...section('Response errors', bullets(textsAt(answer, 'responseErrors')), palette),
    ...section('Response warnings', bullets(textsAt(answer, 'responseWarnings')), palette),
    ...section(
      'Stage Timeline',
      rowsAt(answer, 'stages').map(
        (row) =>
          `  [${textAt(row, 'stage')}] ${oneLine(textAt(row, 'message'))}${typeof row['durationMs'] === 'number' ? ` (${duration(row['durationMs'])})` : ''}`,
      ),
      palette,
    ),
    ...section(
      'Call Chain',
      rowsAt(answer, 'callChain').map(
        (row) =>
          `  ${'  '.repeat(Math.min(20, Number(row['depth'])))}${oneLine(textAt(row, 'parentAgent'))} → ${oneLine(textAt(row, 'childAgent'))} (${textAt(row, 'status')})`,
      ),
      palette,
    ),
  ],
};

const debugAgent: TrackerCommand = {
  name: 'debug-agent',
  takes: ['agent'],
  options: { 'conversation-id': { required: true } },
  ask: (tracker, { names, option }) =>
    tracker.get(`/api/debug/agents/${id(names[0])}`, { conversationId: option('conversation-id') }),
  show: (answer, palette) => [
    ...facts(
      [
        ['Status', textAt(answer, 'status')],
        ['Message', textAt(answer, 'message')],
        ['Executions', numberAt(answer, 'executionCount')],
      ],
      palette,
    ),
    ...section('Possible Reasons', bullets(textsAt(answer, 'possibleReasons')), palette),
    ...section(
      'Execution Details',
      rowsAt(answer, 'executions').map((row) =>
        Object.entries(row)
          .filter(([, value]) => value !== null && value !== undefined && value !== '')
          .map(
            ([key, value]) =>
              `  ${key}: ${oneLine(typeof value === 'string' ? value : JSON.stringify(value))}`,
          )
          .join('\n'),
      ),
      palette,
    ),
  ],
};

/** Commands that show more than one table. */
export const DETAIL_COMMANDS: readonly TrackerCommand[] = [
  agent,
  run,
  compare,
  patterns,
  trackingStats,
  viewExecution,
  debugAgent,
];
