import { formatShare } from '../format.js';
import { agentHref } from '../place.js';
import type { AttributionReport } from '../types.js';
import type { GraphEdge } from './graph-layout.js';
import { edgesOf, layoutGraph } from './graph-layout.js';

const BOX = { width: 150, height: 58, gapX: 40, gapY: 22, margin: 12 } as const;

interface AgentPart {
  blame: number;
  credit: number;
  isFailed: boolean;
}

/** Who handed work to whom. Blame is told by the border's width, a hatching and a number besides the colour. */
export function AgentGraph({ report }: { readonly report: AttributionReport }) {
  const parts = partsOf(report);
  const names = [...parts.keys()];
  const layout = layoutGraph(names, edgesOf(report.run.edgesTraversed, new Set(names)));
  const width = layout.columns * (BOX.width + BOX.gapX) - BOX.gapX + 2 * BOX.margin;
  const hasBack = layout.edges.some(({ isBack }) => isBack);
  const height = layout.rows * (BOX.height + BOX.gapY) - BOX.gapY + 2 * BOX.margin + (hasBack ? 34 : 0);
  return (
    <div class="graph" tabIndex={0} role="region" aria-label="Graph of the agents">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        <defs>
          <pattern
            id="hatch"
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect class="hatch" width="2" height="7" />
          </pattern>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path class="head" d="M0 0.5L8 4L0 7.5z" />
          </marker>
        </defs>
        {layout.edges.map((edge) => (
          <path
            key={`${edge.from.name} ${edge.to.name}`}
            class={`edge ${edge.isBack ? 'back' : ''}`}
            d={pathOf(edge, height)}
            marker-end="url(#arrow)"
          />
        ))}
        {layout.nodes.map(({ name, column, row }) => (
          <Box
            key={name}
            name={name}
            part={parts.get(name)}
            isCause={name === report.rootCause?.agent}
            x={leftOf(column)}
            y={topOf(row)}
          />
        ))}
      </svg>
    </div>
  );
}

interface BoxProps {
  readonly name: string;
  readonly part: AgentPart | undefined;
  readonly isCause: boolean;
  readonly x: number;
  readonly y: number;
}

function Box({ name, part, isCause, x, y }: BoxProps) {
  const blame = part?.blame ?? 0;
  const isFailed = part?.isFailed === true;
  const isBlamed = blame >= MIN_BLAME;
  const sign = isCause ? '◆' : isFailed ? '✗' : '✓';
  const says = isBlamed
    ? `${isCause ? 'root cause' : 'blame'} ${formatShare(blame)}`
    : isFailed
      ? 'failed'
      : `credit ${formatShare(part?.credit ?? 0)}`;
  const shape = { x, y, width: BOX.width, height: BOX.height, rx: 9 };
  return (
    <a href={agentHref(name)}>
      <rect class={`box ${isBlamed ? 'blamed' : ''}`} {...shape} stroke-width={1.2 + 3.3 * blame} />
      {isBlamed && <rect {...shape} fill="url(#hatch)" opacity={0.25 + 0.75 * blame} />}
      <text x={x + 13} y={y + 24} class="name">
        {name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name}
        {name.length > MAX_NAME && <title>{name}</title>}
      </text>
      <text x={x + 13} y={y + 44} class={isFailed || isBlamed ? 'bad' : 'soft'}>
        {sign} {says}
      </text>
    </a>
  );
}

const MAX_NAME = 17;
/** Less is what every agent gets that was there. */
const MIN_BLAME = 0.05;

const leftOf = (column: number): number => BOX.margin + column * (BOX.width + BOX.gapX);
const topOf = (row: number): number => BOX.margin + row * (BOX.height + BOX.gapY);

function pathOf({ from, to, isBack }: GraphEdge, height: number): string {
  const [y1, y2] = [topOf(from.row) + BOX.height / 2, topOf(to.row) + BOX.height / 2];
  if (isBack) {
    const [x1, x2] = [leftOf(from.column) + BOX.width * 0.6, leftOf(to.column) + BOX.width * 0.4];
    const bottom = height - 6;
    return `M${x1} ${y1 + BOX.height / 2}C${x1} ${bottom} ${x2} ${bottom} ${x2} ${y2 + BOX.height / 2 + 3}`;
  }
  const [x1, x2] = [leftOf(from.column) + BOX.width, leftOf(to.column) - 3];
  const bend = Math.max(24, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** Agents in order of first activity; one with several subtasks is one agent. */
function partsOf({ contributions }: AttributionReport): ReadonlyMap<string, AgentPart> {
  const parts = new Map<string, AgentPart>();
  for (const { agentName, blameShare, creditShare, outcome } of contributions) {
    const part = parts.get(agentName) ?? { blame: 0, credit: 0, isFailed: false };
    part.blame += blameShare;
    part.credit += creditShare;
    part.isFailed ||= outcome === 'failure';
    parts.set(agentName, part);
  }
  return parts;
}
