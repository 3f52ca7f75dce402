import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { counted } from '../format.js';
import { Choice, Section } from '../parts/parts.js';
import type { SpanJson, TraceDetail } from '../types.js';
import { Lanes } from './lanes.js';
import { SpanDetail } from './span-detail.js';
import { SpanRows } from './span-rows.js';
import type { TreeRow } from './span-tree.js';
import { orderAsTree } from './span-tree.js';

export interface TimelineProps {
  readonly run: TraceDetail;
  readonly spans: readonly SpanJson[];
  readonly selected: string | undefined;
  readonly onSelect: (spanId: string) => void;
}

const NO_FILTER = { text: '', agent: '', nodeType: '', isFailedOnly: false };

/** When each agent worked, every span in its place, and one span in full. */
export function Timeline({ run, spans, selected, onSelect }: TimelineProps) {
  const [filter, setFilter] = useState(NO_FILTER);
  const tree = useMemo(() => orderAsTree(spans), [spans]);
  const agents = useMemo(() => distinct(spans.map(({ agent }) => agent ?? '')), [spans]);
  const nodeTypes = useMemo(() => distinct(spans.map(({ nodeType }) => nodeType)), [spans]);
  const rows = useMemo(() => tree.filter(({ span }) => fits(span, filter)), [tree, filter]);
  const failed = useMemo(() => spans.filter(({ error }) => error !== null).length, [spans]);
  const cited = useMemo(() => citedBy(run), [run]);
  const top = useRef<HTMLDivElement>(null);

  // A span that somebody was led to must be seen, whatever is filtered.
  const isHidden = selected !== undefined && !rows.some(({ span }) => span.spanId === selected);
  useEffect(() => {
    if (isHidden && spans.length > 0) setFilter(NO_FILTER);
  }, [selected, spans]);

  const set = (change: Partial<typeof NO_FILTER>): void => setFilter({ ...filter, ...change });
  const note = `${counted(spans.length, 'span')}, ${failed} failed`;
  return (
    <Section title="Timeline" note={note}>
      <div ref={top}>
        <Lanes run={run} spans={spans} selected={selected} onSelect={onSelect} />
      </div>
      <form class="filters" aria-label="Spans" onSubmit={(event) => event.preventDefault()}>
        <label class="grow">
          Find a span
          <input
            type="search"
            placeholder="name, error or id"
            value={filter.text}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
        </label>
        <Choice label="Agent" value={filter.agent} options={agents} onChange={(agent) => set({ agent })} />
        <Choice
          label="Node type"
          value={filter.nodeType}
          options={nodeTypes}
          onChange={(nodeType) => set({ nodeType })}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={filter.isFailedOnly}
            onChange={(event) => set({ isFailedOnly: event.currentTarget.checked })}
          />
          failed only
        </label>
      </form>
      <div class="spans">
        {rows.length === 0 ? (
          <p class="empty">
            No span fits.{' '}
            <button type="button" onClick={() => setFilter(NO_FILTER)}>
              Show all
            </button>
          </p>
        ) : (
          <SpanRows run={run} rows={rows} cited={cited} selected={selected} onSelect={onSelect} />
        )}
        <SpanDetail run={run} span={spans.find(({ spanId }) => spanId === selected)} />
      </div>
    </Section>
  );
}

const distinct = (values: readonly string[]): readonly string[] =>
  [...new Set(values)].filter((value) => value !== '').sort();

function fits(span: SpanJson, { text, agent, nodeType, isFailedOnly }: typeof NO_FILTER): boolean {
  if (agent !== '' && span.agent !== agent) return false;
  if (nodeType !== '' && span.nodeType !== nodeType) return false;
  if (isFailedOnly && span.error === null) return false;
  return `${span.name}\n${span.error ?? ''}\n${span.spanId}`
    .toLowerCase()
    .includes(text.trim().toLowerCase());
}

/** Spans that the evidence quotes. */
function citedBy({ attribution: { evidence } }: TraceDetail): ReadonlySet<string> {
  return new Set(evidence.map(({ spanId }) => spanId));
}

export type SpanRow = TreeRow<SpanJson>;
