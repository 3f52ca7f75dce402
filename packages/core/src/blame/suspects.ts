import type { RunAnalysis } from '../analysis.js';
import type { Dependencies } from '../graph/dependencies.js';
import type { RunStep } from '../graph/run-step.js';
import type { StepSequence } from '../graph/step.js';
import { sequenceOf } from '../graph/steps.js';
import { findStrands } from '../graph/strands.js';
import { groupBy } from '../group-by.js';

/**
 * The steps that can have decided the failure, each strand of the run for itself: what the first action was, or the last
 * word, is said among those who had to do with one another, so that an agent that worked beside them changes nothing.
 *
 * Where evidence says what failed, an agent on whose work nothing of it rested, and against which nothing speaks, is a
 * bystander: neither it nor how much it said or spent has a part in what the others are blamed for.
 *
 * @param failed - instances that decisive evidence is about; when there are none, everybody is a suspect
 */
export function suspectSteps(
  analysis: RunAnalysis,
  dependencies: Dependencies,
  failed: readonly number[],
): readonly StepSequence[] {
  const { graph, instances, steps } = analysis;
  const suspects = suspectsAmong(analysis, dependencies, failed);
  const strandOf = findStrands(graph, instances, dependencies);
  const strands = [...groupBy(suspects, ({ instance }) => strandOf[instance]).values()];
  if (strands.length === 1 && suspects.length === steps.steps.length) return [steps];
  return strands.map((strand) => sequenceOf(graph, instances, strand));
}

function suspectsAmong(
  { signals, steps }: RunAnalysis,
  dependencies: Dependencies,
  failed: readonly number[],
): readonly RunStep[] {
  if (failed.length === 0 || failed.includes(-1)) return steps.steps;
  const involved = dependencies.upstreamOf([...failed, ...signals.map(({ instance }) => instance)]);
  return steps.steps.filter(({ instance }) => involved.has(instance));
}
