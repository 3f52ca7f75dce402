import type { Instances } from '../../graph/instances.js';
import type { TraceGraph } from '../../graph/trace-graph.js';
import type { Signal } from '../signals.js';
import type { ContentRun, Work } from './content-check.js';
import { CONTENT_CHECKS } from './content-checks.js';
import { EARNED_PRECISION } from './earned-precision.js';
import { readWorks } from './read-works.js';

interface Doubt {
  readonly work: Work;
  readonly signal: Signal;
}

/**
 * What the contents of a run give reason to doubt although nothing on its spans does. Runs only where nothing else tells
 * how the run went. A fault shows in everything made from it, so of all doubts the first counts: where it entered.
 */
export function findContentDoubts(graph: TraceGraph, instances: Instances): readonly Signal[] {
  const run = readWorks(graph, instances);
  if (run === undefined) return [];
  const doubts = run.works
    .flatMap((work) => doubtAbout(work, run) ?? [])
    .sort((a, b) => a.work.index - b.work.index);
  if (doubts.length === 0) return [];
  const doubtful = new Set(doubts.map(({ work }) => work));
  const lastOf = new Map(run.works.map((work) => [work.agent, work]));
  const first = doubts.find(({ work }) => !isReplaced(work, lastOf.get(work.agent), doubtful));
  return first === undefined ? [] : [first.signal];
}

function doubtAbout(work: Work, run: ContentRun): Doubt | undefined {
  for (const { id, kind, category, find } of CONTENT_CHECKS) {
    const finding = find(work, run);
    if (finding === undefined) continue;
    const at = finding.at ?? work;
    return {
      work: at,
      signal: {
        instance: at.instance,
        node: at.node,
        kind,
        strength: EARNED_PRECISION[id],
        check: id,
        text: finding.text,
        category,
        isLocal: true,
        recovery: 'unrecovered',
      },
    };
  }
  return undefined;
}

/** The same agent did it again, and there is no doubt about that. */
function isReplaced(work: Work, again: Work | undefined, doubtful: ReadonlySet<Work>): boolean {
  if (again === undefined || again === work || doubtful.has(again)) return false;
  const isSameTask = again.asked === work.asked || again.given.text === work.given.text;
  const sawIt = work.gave.text.trim() !== '' && again.given.text.includes(work.gave.text.trim());
  return isSameTask || sawIt;
}
