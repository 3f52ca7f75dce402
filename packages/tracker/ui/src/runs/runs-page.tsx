import { useEffect, useState } from 'preact/hooks';
import { formatCost, formatCount, formatDuration, formatShare, words } from '../format.js';
import { useKeys } from '../keys.js';
import { Badge, Head, Time, Waiting } from '../parts/parts.js';
import { agentHref, goTo, runHref } from '../place.js';
import type { TraceView } from '../types.js';
import { useTitle } from '../use-title.js';
import { Filters } from './filters.js';
import { filtersIn } from './run-filter.js';
import { useRuns } from './use-runs.js';

/** All runs, newest first, as they come in. */
export function RunsPage({ query }: { readonly query: URLSearchParams }) {
  useTitle('Runs');
  const { runs, error, loadOlder, again } = useRuns(query);
  const [place, setPlace] = useState(-1);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const choose = (traceId: string): void =>
    setChosen((before) =>
      before.includes(traceId) ? before.filter((id) => id !== traceId) : [...before, traceId].slice(-2),
    );
  const move = (by: number): void =>
    setPlace((before) => Math.max(0, Math.min((runs?.length ?? 0) - 1, before + by)));
  const compare = (): void => {
    const [a, b] = chosen;
    if (a !== undefined && b !== undefined) goTo(`/compare?a=${a}&b=${b}`);
  };
  const current = runs?.[place]?.traceId;
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: (event) => {
      const isOnControl = event.target instanceof Element && event.target.closest('a,button,summary');
      if (current !== undefined && !isOnControl) goTo(runHref(current));
    },
    x: () => current !== undefined && choose(current),
    c: compare,
  });
  useEffect(() => {
    if (current !== undefined)
      document.getElementById(`run-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <>
      <div class="title">
        <h1>Runs</h1>
        <p class="hint">
          <kbd>j</kbd> <kbd>k</kbd> move · <kbd>Enter</kbd> opens · <kbd>x</kbd> chooses · <kbd>c</kbd>{' '}
          compares two
        </p>
      </div>
      <Filters query={query} />
      {chosen.length > 0 && (
        <p class="bar-note" role="status">
          {chosen.length} of 2 chosen
          <button type="button" disabled={chosen.length < 2} onClick={compare}>
            Compare
          </button>
          <button type="button" class="quiet" onClick={() => setChosen([])}>
            Choose none
          </button>
        </p>
      )}
      <Waiting answer={{ again, ...(runs && { value: runs }), ...(error && { error }) }}>
        {(list) =>
          list.length === 0 ? (
            <Nothing isFiltered={filtersIn(query).length > 0} hasOlder={loadOlder !== undefined} />
          ) : (
            <RunTable runs={list} current={current} chosen={chosen} onChoose={choose} />
          )
        }
      </Waiting>
      {loadOlder !== undefined && (
        <p class="pager">
          <button type="button" onClick={loadOlder}>
            Older runs
          </button>
        </p>
      )}
    </>
  );
}

function Nothing({ isFiltered, hasOlder }: { readonly isFiltered: boolean; readonly hasOlder: boolean }) {
  return isFiltered ? (
    <p class="empty">
      {hasOlder ? 'None of the newest runs fits these filters.' : 'No run fits these filters.'}{' '}
      <a href="/">Show all runs</a>
    </p>
  ) : (
    <div class="empty">
      <p>No run yet.</p>
      <p>
        Send OpenTelemetry traces of your agents to this tracker, and each appears here once it is complete.
        Or see one at once: <code>agent-attribution demo</code>
      </p>
    </div>
  );
}

interface RunTableProps {
  readonly runs: readonly TraceView[];
  readonly current: string | undefined;
  readonly chosen: readonly string[];
  readonly onChoose: (traceId: string) => void;
}

function RunTable({ runs, current, chosen, onChoose }: RunTableProps) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Runs">
      <table class="runs">
        <Head
          of={[
            'Compare',
            'Run',
            'Outcome',
            'Root cause',
            'Agents',
            '#Duration',
            '#Tokens',
            '#Cost',
            '#Spans',
          ]}
        />
        <tbody>
          {runs.map((run) => (
            <tr key={run.traceId} id={`run-${run.traceId}`} class={run.traceId === current ? 'current' : ''}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Compare ${run.name}, ${run.startedAt}`}
                  checked={chosen.includes(run.traceId)}
                  onChange={() => onChoose(run.traceId)}
                />
              </td>
              <RunCells run={run} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunCells({ run }: { readonly run: TraceView }) {
  return (
    <>
      <td class="what">
        <a href={runHref(run.traceId)}>{run.name === '' ? run.traceId : run.name}</a>
        <span class="sub">{run.summary}</span>
        <span class="sub">
          <Time iso={run.startedAt} />
          {run.serviceName !== null && ` · ${run.serviceName}`}
          {run.revision > 1 && ` · revision ${run.revision}`}
        </span>
      </td>
      <td>
        <Badge value={run.outcome} />
      </td>
      <td>
        <RootCause run={run} />
      </td>
      <td class="agents">{run.agents.join(', ')}</td>
      <td class="num">{formatDuration(run.durationMs)}</td>
      <td class="num">{formatCount(run.tokens)}</td>
      <td class="num">{formatCost(run.costUsd)}</td>
      <td class="num">{formatCount(run.spanCount)}</td>
    </>
  );
}

export function RootCause({ run: { rootCause, verdict } }: { readonly run: TraceView }) {
  if (rootCause === null) return <span class="soft">{verdict === 'unverified' ? 'unverified' : 'none'}</span>;
  return (
    <>
      <a href={agentHref(rootCause.agent)}>{rootCause.agent}</a>
      <span class="sub">
        {words(rootCause.failureCategory ?? 'unknown')}, {formatShare(rootCause.confidence)} sure
      </span>
    </>
  );
}
