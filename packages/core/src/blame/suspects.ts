import type { RunAnalysis } from '../analysis.js';
import type { Dependencies } from '../graph/dependencies.js';
import type { StepSequence } from '../graph/step.js';
import { sequenceOf } from '../graph/steps.js';

/**
 * The steps that can have decided the failure. Where evidence says what failed, an agent on whose work nothing of it
 * rested, and against which nothing speaks, is a bystander: neither it nor how much it said or spent has a part in what
 * the others are blamed for.
 *
 * @param failed - instances that decisive evidence is about; when there are none, everybody is a suspect
 */
export function suspectSteps(
  { graph, instances, signals, steps }: RunAnalysis,
  dependencies: Dependencies,
  failed: readonly number[],
): StepSequence {
  if (failed.length === 0 || failed.includes(-1)) return steps;
  const involved = dependencies.upstreamOf([...failed, ...signals.map(({ instance }) => instance)]);
  const suspects = steps.steps.filter(({ instance }) => instance === -1 || involved.has(instance));
  return suspects.length === steps.steps.length ? steps : sequenceOf(graph, instances, suspects);
}
