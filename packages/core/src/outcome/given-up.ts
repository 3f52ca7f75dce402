import { groupBy } from '../group-by.js';
import type { Instances } from '../graph/instances.js';
import type { TraceGraph } from '../graph/trace-graph.js';
import type { RunStatuses } from './node-status.js';
import type { Signal } from './signals.js';

/** A result that only begins like an error may be what the tool was asked for: a line of a log. */
const MAY_BE_DATA = /^\s*(?:error|exception)\s*[:(]/i;

/**
 * Signals of a run that nobody has judged, with those failures told apart that were given up: the agent went on, but no
 * tool ever gave it anything, and none gave anything to anybody afterwards. What it then answered can only be that it
 * does not know, in whatever words and language; a failed call among others that worked says no such thing.
 */
export function withGivenUp(
  graph: TraceGraph,
  instances: Instances,
  statuses: RunStatuses,
  signals: readonly Signal[],
): readonly Signal[] {
  if (!signals.some(({ recovery }) => recovery === 'continued')) return signals;
  const worked = graph.nodes.filter(
    ({ kind, index }) => kind === 'tool_invocation' && !statuses.of(index).failed,
  );
  const lastThatWorked = worked.at(-1)?.index ?? -1;
  const byInstance = groupBy(worked, ({ index }) => instances.ofNode[index] ?? -1);
  return signals.map((signal) =>
    signal.recovery === 'continued' &&
    graph.nodes[signal.node]?.kind === 'tool_invocation' &&
    signal.node > lastThatWorked &&
    signal.instance !== -1 &&
    !byInstance.has(signal.instance) &&
    !(signal.kind === 'soft_error' && MAY_BE_DATA.test(signal.text))
      ? { ...signal, recovery: 'unrecovered' }
      : signal,
  );
}
