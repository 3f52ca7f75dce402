import { useAnswer } from '../ask.js';
import { formatCost, formatCount, formatDuration, formatShare, words } from '../format.js';
import { useEvents } from '../live.js';
import { Badge, Facts, Section, Share, Time, Waiting, windowIn, Windows } from '../parts/parts.js';
import { runHref } from '../place.js';
import type { AgentDetail, Inflections, Performance, Series } from '../types.js';
import { useTitle } from '../use-title.js';
import type { ChartProps } from './chart.js';
import { Chart } from './chart.js';

export interface AgentPageProps {
  readonly name: string;
  readonly query: URLSearchParams;
}

/** How one agent is doing: what it did, how that went over time, and how it usually fails. */
export function AgentPage({ name, query }: AgentPageProps) {
  useTitle(name);
  const window = windowIn(query);
  const path = `/api/agents/${encodeURIComponent(name)}`;
  const agent = useAnswer<AgentDetail>(`${path}?window=${window}`);
  const series = useAnswer<Series>(`${path}/series?window=${window}`);
  return (
    <>
      <p class="crumbs">
        <a href="/agents">Agents</a> /
      </p>
      <div class="title">
        <h1>{name}</h1>
        <Windows chosen={window} />
      </div>
      <Waiting answer={agent}>
        {(value) => (
          <>
            <Facts
              of={[
                ['Runs', formatCount(value.runs)],
                ['Success', <Share value={value.successRate} kind="credit" />],
                ['Mean blame', <Share value={value.meanBlameShare} kind="blame" />],
                ['Root cause of', `${value.blamedRuns} runs, ${formatShare(value.blamedRuns / value.runs)}`],
                ['Tokens', formatCount(value.tokens)],
                ['Cost', formatCost(value.costUsd)],
                [
                  'Latency p50 / p95',
                  `${formatDuration(value.p50DurationMs)} / ${formatDuration(value.p95DurationMs)}`,
                ],
                ['Last seen', <Time iso={value.lastSeenAt} isFull />],
              ]}
            />
            <Waiting answer={series}>{({ points }) => <Charts points={points} />}</Waiting>
            <div class="columns">
              <Failures path={path} window={window} name={name} />
              <Turns path={path} window={window} />
            </div>
            <Section title="Last runs">
              <ul class="plain">
                {value.recentTraces.map((run) => (
                  <li key={run.traceId}>
                    <Badge value={run.outcome} /> <a href={runHref(run.traceId)}>{run.name}</a>{' '}
                    <Time iso={run.startedAt} />
                    <span class="sub">{run.summary}</span>
                  </li>
                ))}
              </ul>
            </Section>
          </>
        )}
      </Waiting>
    </>
  );
}

function Charts({ points }: Series) {
  return (
    <div class="charts">
      {chartsOf(points).map((chart) => (
        <Chart key={chart.title} {...chart} />
      ))}
    </div>
  );
}

function chartsOf(points: Series['points']): readonly ChartProps[] {
  const times = points.map(({ at }) => Date.parse(at));
  return [
    {
      title: 'Success',
      times,
      lines: [{ label: 'success', color: 'good', values: points.map(({ successRate }) => successRate) }],
      format: formatShare,
      max: 1,
    },
    {
      title: 'Blame for failed runs',
      times,
      lines: [{ label: 'mean blame', color: 'bad', values: points.map(({ blameShare }) => blameShare) }],
      format: formatShare,
      max: 1,
    },
    costChart(points, times),
    {
      title: 'Latency',
      times,
      lines: [
        { label: 'p50', color: 'llm', values: points.map(({ p50DurationMs }) => p50DurationMs) },
        {
          label: 'p95',
          color: 'check',
          isDashed: true,
          values: points.map(({ p95DurationMs }) => p95DurationMs),
        },
      ],
      format: formatDuration,
    },
  ];
}

/** Where no run told its cost, tokens tell what it spends. */
function costChart(points: Series['points'], times: readonly number[]): ChartProps {
  const hasCost = points.some(({ costUsd }) => costUsd !== null);
  const values = points.map(({ costUsd, tokens }) => (hasCost ? costUsd : tokens));
  return {
    title: hasCost ? 'Cost' : 'Tokens (no run told its cost)',
    times,
    lines: [{ label: 'sum', color: 'tool', values }],
    format: hasCost ? formatCost : formatCount,
  };
}

interface PartProps {
  readonly path: string;
  readonly window: string;
}

function Failures({ path, window, name }: PartProps & { readonly name: string }) {
  const answer = useAnswer<Performance>(`${path}/performance?window=${window}`);
  return (
    <Section title="Usual failures">
      <Waiting answer={answer}>
        {({ commonErrors }) =>
          commonErrors.length === 0 ? (
            <p class="soft">None of its executions failed.</p>
          ) : (
            <ul class="plain">
              {commonErrors.map(({ errorType, count }) => (
                <li key={errorType}>
                  <b class="num">{count} ×</b> {words(errorType)}
                </li>
              ))}
            </ul>
          )
        }
      </Waiting>
      <p>
        <a href={`/?agent=${encodeURIComponent(name)}&outcome=failure`}>Failed runs it took part in</a>
      </p>
    </Section>
  );
}

function Turns({ path, window }: PartProps) {
  const answer = useAnswer<Inflections>(`${path}/inflections?window=${window}`);
  useEvents('performance.inflection', answer.again);
  return (
    <Section title="Turning points">
      <Waiting answer={answer}>
        {({ inflections }) =>
          inflections.length === 0 ? (
            <p class="soft">No trend turned in this time.</p>
          ) : (
            <ul class="plain">
              {inflections.map((one) => (
                <li key={`${one.metricName} ${one.windowSize} ${one.detectedAt}`}>
                  <b>{words(one.metricName)}</b> ({one.windowSize}): {words(one.oldDirection)} →{' '}
                  {words(one.newDirection)} <Time iso={one.detectedAt} />
                </li>
              ))}
            </ul>
          )
        }
      </Waiting>
    </Section>
  );
}
