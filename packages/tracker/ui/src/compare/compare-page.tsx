import { useAnswer } from '../ask.js';
import { formatCost, formatCount, formatDuration, formatShare, words } from '../format.js';
import { Badge, Head, Section, Time, Waiting } from '../parts/parts.js';
import { runHref, setQuery } from '../place.js';
import type { Comparison, TraceDetail, TraceList } from '../types.js';
import { useTitle } from '../use-title.js';
import { Decisions } from './decisions.js';
import { agentRows } from './agent-rows.js';

/** Two runs side by side, and where they first went different ways. */
export function ComparePage({ query }: { readonly query: URLSearchParams }) {
  useTitle('Compare');
  const [a, b] = [query.get('a') ?? '', query.get('b') ?? ''];
  return (
    <>
      <div class="title">
        <h1>Compare two runs</h1>
      </div>
      <Picker a={a} b={b} />
      {a !== '' && b !== '' ? (
        <Compared a={a} b={b} />
      ) : (
        <p class="empty">Choose two runs: here, or in the list of runs, where x chooses and c compares.</p>
      )}
    </>
  );
}

function Picker({ a, b }: { readonly a: string; readonly b: string }) {
  const traces = useAnswer<TraceList>('/api/traces?limit=100').value?.traces ?? [];
  const options = traces.map(({ traceId, name, outcome, startedAt }) => ({
    traceId,
    text: `${outcome} · ${name} · ${new Date(startedAt).toLocaleString()}`,
  }));
  return (
    <form class="filters" onSubmit={(event) => event.preventDefault()}>
      {(
        [
          ['a', 'First', a],
          ['b', 'Second', b],
        ] as const
      ).map(([key, label, chosen]) => (
        <label key={key} class="grow">
          {label}
          <select value={chosen} onChange={(event) => setQuery({ [key]: event.currentTarget.value })}>
            <option value="">choose a run</option>
            {chosen !== '' && !traces.some(({ traceId }) => traceId === chosen) && (
              <option value={chosen}>{chosen}</option>
            )}
            {options.map(({ traceId, text }) => (
              <option key={traceId} value={traceId}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="button" onClick={() => setQuery({ a: b, b: a })}>
        Swap
      </button>
    </form>
  );
}

function Compared({ a, b }: { readonly a: string; readonly b: string }) {
  const first = useAnswer<TraceDetail>(`/api/traces/${encodeURIComponent(a)}`);
  const second = useAnswer<TraceDetail>(`/api/traces/${encodeURIComponent(b)}`);
  const query = new URLSearchParams({ a, b }).toString();
  const comparison = useAnswer<Comparison>(`/api/compare?${query}`);
  return (
    <>
      <div class="columns">
        {[first, second].map((answer, index) => (
          <Waiting key={index} answer={answer}>
            {(run) => <Side run={run} label={index === 0 ? 'First run' : 'Second run'} />}
          </Waiting>
        ))}
      </div>
      <Waiting answer={comparison}>{(value) => <Decisions comparison={value} />}</Waiting>
      {first.value !== undefined && second.value !== undefined && (
        <Figures a={first.value} b={second.value} />
      )}
    </>
  );
}

function Side({ run, label }: { readonly run: TraceDetail; readonly label: string }) {
  return (
    <section class={`verdict ${run.verdict}`} aria-label={label}>
      <div>
        <p class="badges">
          <Badge value={run.outcome} /> <Time iso={run.startedAt} />
        </p>
        <h2>
          <a href={runHref(run.traceId)}>{run.name}</a>
        </h2>
        <p>{run.summary}</p>
        {run.rootCause !== null && (
          <p class="soft">
            {words(run.rootCause.failureCategory ?? 'unknown')}, {formatShare(run.rootCause.confidence)} sure
          </p>
        )}
      </div>
    </section>
  );
}

type Figure = readonly [
  label: string,
  of: (run: TraceDetail) => number | null,
  write: (value: number) => string,
];

const FIGURES: readonly Figure[] = [
  ['Duration', ({ durationMs }) => durationMs, formatDuration],
  ['Tokens', ({ tokens }) => tokens, formatCount],
  ['Cost', ({ costUsd }) => costUsd, formatCost],
  ['Spans', ({ spanCount }) => spanCount, formatCount],
  ['Failed spans', ({ errorCount }) => errorCount, formatCount],
];

const write = (value: number | null, how: Figure[2]): string => (value === null ? '–' : how(value));

function Figures({ a, b }: { readonly a: TraceDetail; readonly b: TraceDetail }) {
  return (
    <Section title="In figures">
      <div class="scroll" tabIndex={0} role="region" aria-label="Figures of both runs">
        <table class="parting">
          <Head of={['What', 'First', 'Second']} />
          <tbody>
            {FIGURES.map(([label, of, how]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{write(of(a), how)}</td>
                <td>{write(of(b), how)}</td>
              </tr>
            ))}
            {agentRows(a.attribution, b.attribution).map(({ agent, first, second }) => (
              <tr key={agent}>
                <th scope="row">{agent}</th>
                <td>{first ?? 'took no part'}</td>
                <td>{second ?? 'took no part'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
