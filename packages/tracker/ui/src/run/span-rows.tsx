import { useEffect, useRef, useState } from 'preact/hooks';
import { formatDuration, words } from '../format.js';
import type { TraceDetail } from '../types.js';
import { kindOf } from './node-kind.js';
import { placeOf } from './place-of.js';
import { MAX_ROWS, rowWindow } from './row-window.js';
import type { SpanRow } from './timeline.js';

const ROW_PX = 28;
const MAX_HEIGHT_PX = 560;
/** Deeper spans are drawn at this depth. */
const MAX_DEPTH = 14;

export interface SpanRowsProps {
  readonly run: TraceDetail;
  readonly rows: readonly SpanRow[];
  readonly cited: ReadonlySet<string>;
  readonly selected: string | undefined;
  readonly onSelect: (spanId: string) => void;
}

/** All spans as a tree, of which only the rows that can be seen are drawn. Arrow keys move through it. */
export function SpanRows({ run, rows, cited, selected, onSelect }: SpanRowsProps) {
  const list = useRef<HTMLDivElement>(null);
  const height = Math.min(MAX_HEIGHT_PX, rows.length * ROW_PX + 2);
  const [view, setView] = useState(() => rowWindow(0, MAX_HEIGHT_PX, ROW_PX, rows.length));
  const look = (): void => {
    const next = rowWindow(list.current?.scrollTop ?? 0, MAX_HEIGHT_PX, ROW_PX, rows.length);
    setView((before) => (before.first === next.first && before.end === next.end ? before : next));
  };
  const place = rows.findIndex(({ span }) => span.spanId === selected);
  useEffect(look, [rows]);
  useEffect(() => {
    const box = list.current;
    if (box === null || place === -1) return;
    const top = place * ROW_PX;
    if (top < box.scrollTop || top + ROW_PX > box.scrollTop + box.clientHeight)
      box.scrollTop = top - box.clientHeight / 2;
  }, [place]);
  const press = (event: KeyboardEvent): void => {
    const by = MOVES[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const target = rows[Math.max(0, Math.min(rows.length - 1, place + by))];
    if (target !== undefined) onSelect(target.span.spanId);
  };
  const shown = rows.slice(view.first, view.end);
  return (
    <div
      ref={list}
      class="span-list"
      role="listbox"
      tabIndex={0}
      aria-label="Spans"
      aria-activedescendant={place === -1 ? undefined : `span-${selected}`}
      style={{ height: `${height}px` }}
      onScroll={look}
      onKeyDown={press}
    >
      <div role="presentation" class="all" style={{ height: `${rows.length * ROW_PX}px` }}>
        {shown.map(({ span, depth }, index) => {
          const at = view.first + index;
          const isCause = span.spanId === run.rootCause?.spanId;
          const { left, width } = placeOf(run, span);
          return (
            <div
              // Rows are used again where they leave the window: making new ones costs more than filling them.
              key={at % MAX_ROWS}
              id={`span-${span.spanId}`}
              role="option"
              aria-selected={at === place}
              aria-posinset={at + 1}
              aria-setsize={rows.length}
              class={`span ${span.error === null ? '' : 'failed'} ${isCause ? 'cause' : ''}`}
              style={{ top: `${at * ROW_PX}px` }}
              onClick={() => onSelect(span.spanId)}
            >
              <span class="span-name" style={{ paddingLeft: `${Math.min(depth, MAX_DEPTH) * 14}px` }}>
                {isCause && <b class="bad">◆ root cause </b>}
                {span.error !== null && !isCause && <b class="bad">✗ </b>}
                {!isCause && cited.has(span.spanId) && <b aria-label="cited">❝ </b>}
                {span.name}
              </span>
              <span class="span-who">
                {span.agent ?? ''} <i>{words(span.nodeType)}</i>
              </span>
              <span class="span-track" aria-hidden="true">
                <span class={kindOf(span)} style={{ left: `${left}%`, width: `${width}%` }} />
              </span>
              <span class="num">{formatDuration(span.durationMs)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

const PAGE_ROWS = 16;
const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
  Home: -Infinity,
  End: Infinity,
};
