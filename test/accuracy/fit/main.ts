import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calibrationCurve } from '../calibration.js';
import { crossValidatedVerdicts } from '../protocols.js';
import { findData, loadSubsets } from '../runs.js';
import { train } from './train.js';

/** Prints what belongs in `profiles/information-seeking.ts` and `confidence.ts` of `packages/core/src/blame`. */
const data = findData(process.argv[2], resolve(fileURLToPath(import.meta.url), '../../../../..'));
if (data === undefined) {
  console.error(
    'No labelled logs: name their folder, `npm run fit -- DIR`, or set AGENT_ATTRIBUTION_BENCHMARK.',
  );
  process.exitCode = 2;
} else {
  const runs = loadSubsets(data);
  const { weights } = train(runs);
  for (const [name, weight] of Object.entries(weights)) console.log(`    ${name}: ${weight.toFixed(3)},`);
  const { verdicts } = crossValidatedVerdicts(runs);
  for (const { probability, precision } of calibrationCurve([...verdicts.values()]))
    console.log(`  { probability: ${probability.toFixed(2)}, precision: ${precision.toFixed(2)} },`);
}
