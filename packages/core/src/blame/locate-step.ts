import type { RunAnalysis } from '../analysis.js';
import type { Dependencies } from '../graph/dependencies.js';
import type { RunStep } from '../graph/run-step.js';
import type { Origin } from './walk.js';

/**
 * The step in which an origin began. An error belongs to the step that asked for what failed; a failed check to the step
 * whose output it looked at; a loop to the step that was repeated first; a spent budget to the step that spent most.
 *
 * @returns the index of the step, or -1 when the run has none for it
 */
export function locateStep(analysis: RunAnalysis, dependencies: Dependencies, { cause }: Origin): number {
  const { steps, stepOf } = analysis.steps;
  const own = steps.filter(({ instance }) => instance === cause.instance);
  if (cause.category === 'stagnation') return firstRepeated(own)?.index ?? own[0]?.index ?? -1;
  if (cause.category === 'budget_exceeded') {
    const spenders = own.length > 0 ? own : stepsBehind(analysis, dependencies, cause.instance);
    return costliest(analysis, cause.node, spenders)?.index ?? -1;
  }
  const direct = stepOf(cause.node);
  if (direct !== -1) return direct;
  const startOfCause = analysis.graph.nodes[cause.node]?.span.startMicros ?? Infinity;
  return (own.findLast(({ startMicros }) => startMicros <= startOfCause) ?? own.at(-1))?.index ?? -1;
}

/** The first step that did what a later one did again: same tool, same arguments. */
function firstRepeated(steps: readonly RunStep[]): RunStep | undefined {
  const firstBy = new Map<string, RunStep>();
  for (const step of steps) {
    if (step.actions.length === 0) continue;
    const key = step.actions.map((action) => `${action.toolName}(${action.arguments() ?? ''})`).join(' ');
    const first = firstBy.get(key);
    if (first !== undefined) return first;
    firstBy.set(key, step);
  }
  return undefined;
}

/** Of an agent that only let others work: the steps on which its work rested. Of nobody's work: all steps. */
function stepsBehind(
  { steps }: RunAnalysis,
  dependencies: Dependencies,
  instance: number,
): readonly RunStep[] {
  if (instance === -1) return steps.steps;
  const behind = dependencies.upstreamOf([instance]);
  return steps.steps.filter((step) => behind.has(step.instance));
}

/**
 * The step that spent most before the budget check. Spent is counted in tokens, and in time where no tokens are known.
 */
function costliest(analysis: RunAnalysis, check: number, spenders: readonly RunStep[]): RunStep | undefined {
  const { graph, steps } = analysis;
  const before = graph.nodes[check]?.span.startMicros ?? Infinity;
  const candidates = spenders.filter(({ startMicros }) => startMicros <= before);
  const tokensOf = new Map<number, number>();
  for (const [node, usage] of graph.tokens.counted.entries()) {
    const step = steps.stepOf(node);
    if (usage !== undefined) tokensOf.set(step, (tokensOf.get(step) ?? 0) + usage.input + usage.output);
  }
  const knowsTokens = candidates.some(({ index }) => (tokensOf.get(index) ?? 0) > 0);
  const spent = (step: RunStep): number =>
    knowsTokens ? (tokensOf.get(step.index) ?? 0) : step.endMicros - step.startMicros;
  return candidates.reduce<RunStep | undefined>(
    (most, step) => (most === undefined || spent(step) > spent(most) ? step : most),
    undefined,
  );
}
