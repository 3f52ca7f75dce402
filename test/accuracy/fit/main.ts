import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findData, loadSubsets } from '../runs.js';
import { train } from './train.js';

/** Prints the weights that belong in `packages/core/src/blame/profiles/information-seeking.ts`. */
const data = findData(process.argv[2], resolve(fileURLToPath(import.meta.url), '../../../../..'));
if (data === undefined) {
  console.error(
    'No labelled logs: name their folder, `npm run fit -- DIR`, or set AGENT_ATTRIBUTION_BENCHMARK.',
  );
  process.exitCode = 2;
} else {
  const { weights } = train(loadSubsets(data));
  for (const [name, weight] of Object.entries(weights)) console.log(`    ${name}: ${weight.toFixed(3)},`);
}
