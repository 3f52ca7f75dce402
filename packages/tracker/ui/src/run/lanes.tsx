import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { counted, formatDuration } from '../format.js';
import { colorOf, useThemeRound } from '../theme.js';
import type { SpanJson, TraceDetail } from '../types.js';
import { KINDS, kindOf } from './node-kind.js';
import { placeOf } from './place-of.js';

const LANE_PX = 26;
const MAX_LANES = 40;
/** A bar that is narrower could not be seen or hit. */
const MIN_BAR_PX = 2;

interface Bar {
  readonly span: SpanJson;
  readonly lane: number;
  readonly left: number;
  readonly width: number;
  readonly kind: string;
  /** It frames what happens in it, such as a turn. */
  readonly isFrame: boolean;
}

interface Lane {
  readonly agent: string;
  readonly failures: number;
  readonly actions: number;
}

export interface LanesProps {
  readonly run: TraceDetail;
  readonly spans: readonly SpanJson[];
  readonly selected: string | undefined;
  readonly onSelect: (spanId: string) => void;
}

/** One lane per agent: when it worked, at what, and where it failed. A click leads to the span. */
export function Lanes({ run, spans, selected, onSelect }: LanesProps) {
  const { lanes, bars } = useMemo(() => lanesOf(run, spans), [run, spans]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const theme = useThemeRound();
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(canvas.current);
    return () => observer.disconnect();
  }, [lanes.length === 0]);
  useEffect(() => {
    if (canvas.current !== null && width > 0) draw(canvas.current, width, lanes.length, bars, selected);
  }, [width, lanes, bars, selected, theme]);
  if (lanes.length === 0) return null;
  const pick = (event: MouseEvent): void => {
    const lane = Math.floor(event.offsetY / LANE_PX);
    const at = (event.offsetX / width) * 100;
    const near = bars
      .filter((bar) => bar.lane === lane)
      .map((bar) => ({ bar, away: Math.max(bar.left - at, at - bar.left - bar.width, 0) + bar.width / 1e6 }))
      .sort((a, b) => a.away - b.away)[0];
    if (near !== undefined) onSelect(near.bar.span.spanId);
  };
  return (
    <div class="lanes">
      <div class="lane-names">
        {lanes.map(({ agent }) => (
          <span key={agent} class={agent === run.rootCause?.agent ? 'bad' : ''} title={agent}>
            {agent === run.rootCause?.agent && '◆ '}
            {agent}
          </span>
        ))}
      </div>
      <canvas
        ref={canvas}
        role="img"
        aria-label={lanes
          .map(
            ({ agent, actions, failures }) => `${agent}: ${counted(actions, 'action')}, ${failures} failed`,
          )
          .join('; ')}
        style={{ height: `${lanes.length * LANE_PX}px` }}
        onClick={pick}
      />
      <span />
      <p class="ticks" aria-hidden="true">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share}>{share === 0 ? '0' : formatDuration(run.durationMs * share)}</span>
        ))}
      </p>
      <span />
      <p class="legend">
        {KINDS.map(([kind, label]) => (
          <span key={kind}>
            <i class={kind} /> {label}
          </span>
        ))}
      </p>
    </div>
  );
}

function lanesOf(
  run: TraceDetail,
  spans: readonly SpanJson[],
): { readonly lanes: readonly Lane[]; readonly bars: readonly Bar[] } {
  const places = new Map<string, number>();
  const counts: { actions: number; failures: number }[] = [];
  const bars: Bar[] = [];
  for (const span of spans) {
    if (span.agent === null || span.nodeType === 'agent') continue;
    const lane = places.get(span.agent) ?? places.size;
    if (lane >= MAX_LANES) continue;
    places.set(span.agent, lane);
    const count = (counts[lane] ??= { actions: 0, failures: 0 });
    count.actions += 1;
    if (span.error !== null) count.failures += 1;
    const isFrame = FRAMES.has(span.nodeType);
    bars.push({ span, lane, kind: kindOf(span), isFrame, ...placeOf(run, span) });
  }
  bars.sort((a, b) => layerOf(a) - layerOf(b));
  return {
    lanes: [...places].map(([agent, lane]) => ({ agent, ...(counts[lane] ?? { actions: 0, failures: 0 }) })),
    bars,
  };
}

const FRAMES: ReadonlySet<string> = new Set(['turn', 'step', 'workflow']);

/** Frames are drawn first, under what is in them; what failed is drawn last, so that nothing hides it. */
const layerOf = ({ isFrame, kind }: Bar): number => (isFrame ? 0 : kind === 'failed' ? 2 : 1);

function draw(
  canvas: HTMLCanvasElement,
  width: number,
  lanes: number,
  bars: readonly Bar[],
  selected: string | undefined,
): void {
  const scale = devicePixelRatio;
  canvas.width = width * scale;
  canvas.height = lanes * LANE_PX * scale;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.scale(scale, scale);
  pen.fillStyle = colorOf('track');
  for (let lane = 0; lane < lanes; lane++) pen.fillRect(0, lane * LANE_PX + 3, width, LANE_PX - 6);
  const colors = new Map(KINDS.map(([kind]) => [kind as string, colorOf(kind)]));
  const text = colorOf('text');
  for (const { span, lane, left, width: share, kind, isFrame } of bars) {
    const x = (left / 100) * width;
    const y = lane * LANE_PX;
    const w = Math.max(MIN_BAR_PX, (share / 100) * width);
    pen.fillStyle = colors.get(kind) ?? '';
    const inset = isFrame ? 10 : 5;
    pen.fillRect(x, y + inset, w, LANE_PX - 2 * inset);
    if (kind === 'failed' && !isFrame) {
      pen.fillStyle = text;
      pen.fillRect(x, y + 1, Math.max(w, 5), 2.5);
    }
    if (span.spanId === selected) {
      pen.strokeStyle = text;
      pen.lineWidth = 2;
      pen.strokeRect(Math.max(1, x - 1), y + 2, w + 2, LANE_PX - 4);
    }
  }
}
