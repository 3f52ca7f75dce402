import { useRef, useState } from 'preact/hooks';
import { nearest, ticksOf } from './chart-scale.js';

export interface Line {
  readonly label: string;
  /** Name of a class that gives the colour. */
  readonly color: string;
  readonly values: readonly (number | null)[];
  readonly isDashed?: boolean;
}

export interface ChartProps {
  readonly title: string;
  /** Milliseconds since the epoch, in order. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
  /** The largest value the axis must hold; default: what the values ask for. */
  readonly max?: number;
}

const SIZE = { width: 480, height: 190, left: 62, right: 14, top: 10, bottom: 24 } as const;
const STEPS = 4;

/** Values over time. The pointer, or the arrow keys, choose a time whose values stand above. */
export function Chart({ title, times, lines, format, max }: ChartProps) {
  const [chosen, setChosen] = useState(times.length - 1);
  const svg = useRef<SVGSVGElement>(null);
  const top = max ?? Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const ticks = max === 1 ? [0, 0.25, 0.5, 0.75, 1] : ticksOf(top, STEPS);
  const highest = ticks.at(-1) ?? 1;
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const xOf = (time: number): number =>
    last === first
      ? (SIZE.left + SIZE.width - SIZE.right) / 2
      : SIZE.left + ((time - first) / (last - first)) * (SIZE.width - SIZE.left - SIZE.right);
  const yOf = (value: number): number =>
    SIZE.height - SIZE.bottom - (value / highest) * (SIZE.height - SIZE.top - SIZE.bottom);
  const point = (event: PointerEvent): void => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined) return;
    const share = ((event.clientX - box.left) / box.width) * SIZE.width;
    setChosen(nearest(times.map(xOf), share));
  };
  const at = Math.min(chosen, times.length - 1);
  const time = times[at];
  const told = lines.map(({ label, values }) => `${label} ${write(values[at], format)}`).join(' · ');
  return (
    <figure class="chart">
      <figcaption>
        {title}{' '}
        <span class="sub">
          {told}
          {time !== undefined && ` · ${dayOf(time, true)}`}
        </span>
      </figcaption>
      <svg
        ref={svg}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={times.length - 1}
        aria-valuenow={at}
        aria-valuetext={told}
        onPointerMove={point}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
          if (by === 0) return;
          event.preventDefault();
          setChosen(Math.max(0, Math.min(times.length - 1, at + by)));
        }}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <path class="grid" d={`M${SIZE.left} ${yOf(tick)}H${SIZE.width - SIZE.right}`} />
            <text x={SIZE.left - 8} y={yOf(tick) + 4} text-anchor="end">
              {format(tick)}
            </text>
          </g>
        ))}
        {(last === first ? [first] : [first, last]).map((one, index) => (
          <text
            key={one}
            x={xOf(one)}
            y={SIZE.height - 6}
            text-anchor={last === first ? 'middle' : index === 0 ? 'start' : 'end'}
          >
            {one === 0 ? '' : dayOf(one)}
          </text>
        ))}
        {time !== undefined && (
          <path class="grid at" d={`M${xOf(time)} ${SIZE.top}V${SIZE.height - SIZE.bottom}`} />
        )}
        {lines.map(({ label, color, values, isDashed }) => (
          <g key={label} class={`line ${color} ${isDashed === true ? 'dashed' : ''}`}>
            <path d={pathOf(values, (index) => xOf(times[index] ?? 0), yOf)} />
            {values.map((value, index) =>
              value !== null && (times.length < MAX_DOTS || index === at) ? (
                <circle
                  key={index}
                  cx={xOf(times[index] ?? 0)}
                  cy={yOf(value)}
                  r={index === at ? 4.5 : 2.8}
                />
              ) : null,
            )}
          </g>
        ))}
      </svg>
    </figure>
  );
}

const MAX_DOTS = 60;

/** A line through the values that are known. */
function pathOf(
  values: readonly (number | null)[],
  xAt: (index: number) => number,
  yOf: (value: number) => number,
): string {
  let path = '';
  for (const [index, value] of values.entries())
    if (value !== null) path += `${path === '' ? 'M' : 'L'}${xAt(index).toFixed(1)} ${yOf(value).toFixed(1)}`;
  return path;
}

const write = (value: number | null | undefined, format: (value: number) => string): string =>
  value == null ? '–' : format(value);

const dayOf = (time: number, isFull = false): string =>
  new Date(time).toLocaleString(
    undefined,
    isFull ? { dateStyle: 'medium', timeStyle: 'short' } : { month: 'short', day: 'numeric' },
  );
