import type { BlameProfile } from '@agent-attribution/core';
import { CONFIDENCE_FLOOR, INFORMATION_SEEKING, calibrate } from '@agent-attribution/core';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { aboveFloor, reliability } from './calibration.js';
import type { Verdict } from './calibration.js';
import { timeLongestRun } from './longest-run.js';
import { crossValidatedVerdicts, metadataOnly, shipped, transferred } from './protocols.js';
import type { Figures } from './protocols.js';
import { SUBSETS, findData, loadRuns, loadSubsets } from './runs.js';

const USAGE = `usage: npm run bench:accuracy -- [--data DIR] [--json] [--weights FILE] [--metadata-only]
  --data DIR        Who&When itself, or any folder of logs in its format; default: AGENT_ATTRIBUTION_BENCHMARK,
                    else shared/data/who-and-when beside the repository
  --json            figures as one JSON document, in percent
  --weights FILE    JSON object of feature weights to use instead of the shipped ones
  --metadata-only   only the protocol without any text`;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
    weights: { type: 'string' },
    'metadata-only': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const repository = resolve(fileURLToPath(import.meta.url), '../../../..');

if (values.help) {
  console.log(USAGE);
} else {
  const data = findData(values.data, repository);
  if (data === undefined || !existsSync(data)) {
    console.error(
      `No labelled logs at ${data ?? 'shared/data/who-and-when'}: name their folder with --data DIR.`,
    );
    process.exitCode = 2;
  } else {
    run(data);
  }
}

function run(data: string): void {
  const profile = values.weights === undefined ? undefined : readWeights(values.weights);
  const hasSubsets = Object.values(SUBSETS).every((folder) => existsSync(join(data, folder)));
  const runs = hasSubsets ? loadSubsets(data) : loadRuns(data, basename(resolve(data)));
  const protocols: Record<string, Figures> = {};
  let verdicts: ReadonlyMap<string, readonly Verdict[]> = new Map();
  if (!values['metadata-only']) {
    protocols['shipped'] = shipped(runs, profile);
    if (hasSubsets) {
      const crossValidated = crossValidatedVerdicts(runs);
      protocols['cv'] = crossValidated.figures;
      verdicts = crossValidated.verdicts;
      protocols['transfer'] = transferred(runs);
    }
  }
  protocols['metadataOnly'] = metadataOnly(runs, profile);
  if (values.json) console.log(JSON.stringify({ protocols }, undefined, 2));
  else {
    print(protocols, verdicts);
    const { messages, statedMs, silentMs } = timeLongestRun(runs);
    console.log(
      `\nthe longest run, ${messages} messages: ${statedMs.toFixed(1)} ms; ${silentMs.toFixed(1)} ms when it does not say that it failed`,
    );
  }
}

function readWeights(file: string): BlameProfile {
  const weights = JSON.parse(readFileSync(file, 'utf8')) as BlameProfile['weights'];
  return { ...INFORMATION_SEEKING, weights };
}

function print(
  protocols: Readonly<Record<string, Figures>>,
  verdicts: ReadonlyMap<string, readonly Verdict[]>,
): void {
  console.log('protocol      data   n      agent        step   top-3   MRR  within 1');
  for (const [protocol, figures] of Object.entries(protocols)) {
    for (const [dataset, { n, agent, step, top3, mrr, within1, agentSe, stepSe }] of Object.entries(
      figures,
    )) {
      console.log(
        [
          protocol.padEnd(13),
          dataset.padEnd(4),
          String(n).padStart(4),
          `${agent.toFixed(1)} ±${agentSe.toFixed(1)}`.padStart(11),
          `${step.toFixed(1)} ±${stepSe.toFixed(1)}`.padStart(11),
          top3.toFixed(1).padStart(6),
          mrr.toFixed(1).padStart(6),
          within1.toFixed(1).padStart(6),
        ].join(' '),
      );
    }
  }
  for (const [dataset, list] of [...verdicts, ['all', [...verdicts.values()].flat()] as const]) {
    if (list.length === 0) continue;
    console.log(`\nhow often the top step is right, by its probability (cross-validated, ${dataset})`);
    for (const { from, to, n, meanProbability, precision } of reliability(list)) {
      if (n === 0) continue;
      console.log(
        `${from.toFixed(2)}-${to.toFixed(2)} ${String(n).padStart(5)} verdicts, mean ${meanProbability.toFixed(2)}, right ${(100 * precision).toFixed(0)} %`,
      );
    }
    const { kept, precision } = aboveFloor(list, calibrate, CONFIDENCE_FLOOR);
    console.log(
      `confidence ${CONFIDENCE_FLOOR} or more: ${(100 * kept).toFixed(0)} % of the verdicts, right ${(100 * precision).toFixed(0)} %`,
    );
  }
}
