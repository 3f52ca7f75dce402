import { INFORMATION_SEEKING, calibrate } from '@agent-attribution/core';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calibrationCurve } from './calibration.js';
import { toSpans } from './data/to-spans.js';
import { FITTED_FEATURES } from './fit/reasoned-weights.js';
import { train } from './fit/train.js';
import { crossValidated, crossValidatedVerdicts, metadataOnly, shipped } from './protocols.js';
import { findData, loadSubsets } from './runs.js';

const data = findData(undefined, resolve(import.meta.dirname, '../..'));
const hasData = data !== undefined && existsSync(data);

/** Bars, in percent, some two standard errors below what is measured: a change that falls through has broken something. */
const CROSS_VALIDATED_STEP = 46;
const CROSS_VALIDATED_AGENT = 63;
const METADATA_ONLY_STEP = 40;

describe.skipIf(!hasData)(
  `accuracy on labelled runs (needs AGENT_ATTRIBUTION_BENCHMARK or --data's default)`,
  () => {
    const runs = data !== undefined && hasData ? loadSubsets(data) : [];

    it('finds agent and step in runs whose question it has not seen', { timeout: 60_000 }, () => {
      const { AG } = crossValidated(runs, 1);
      expect(AG?.step).toBeGreaterThanOrEqual(CROSS_VALIDATED_STEP);
      expect(AG?.agent).toBeGreaterThanOrEqual(CROSS_VALIDATED_AGENT);
    });

    it('finds steps without any text', () => {
      expect(metadataOnly(runs).AG?.step).toBeGreaterThanOrEqual(METADATA_ONLY_STEP);
    });

    it('judges the same whether failed code shows in the status or only in the text', () => {
      const strict = runs.map((run) => ({ ...run, converted: toSpans(run.log, { errorStatus: true }) }));
      const [text, status] = [shipped(runs), shipped(strict)];
      for (const dataset of ['AG', 'HC'])
        expect(Math.abs((status[dataset]?.step ?? 0) - (text[dataset]?.step ?? 0))).toBeLessThan(3);
    });

    it('ships about the weights and the calibration that the fit gives', { timeout: 60_000 }, () => {
      const { weights } = train(runs);
      for (const name of FITTED_FEATURES)
        expect(INFORMATION_SEEKING.weights[name]).toBeCloseTo(weights[name] ?? NaN, 1);
      for (const { probability, precision } of calibrationCurve([
        ...crossValidatedVerdicts(runs).verdicts.values(),
      ])) {
        expect(Math.abs(calibrate(probability) - precision)).toBeLessThan(0.08);
      }
    });
  },
);
