import { describe, expect, it } from 'vitest';

import { detectInflections } from './inflections.js';
import type { TrendDirection } from './theil-sen.js';
import type { MetricTrend } from './trends.js';

const trend = (direction: TrendDirection, windowSize = '7d'): MetricTrend => ({
  metricName: 'cost',
  windowSize,
  direction,
  slope: 0.5,
  dataPointCount: 9,
});
const at = { agentId: 'writer', nowMs: 77 };

describe('inflections', () => {
  it('row 10: inflection when a direction changes', () => {
    const first = detectInflections([], [trend('stable')], at);
    expect(first.inflections).toEqual([]);
    expect(detectInflections(first.known, [trend('declining')], at).inflections).toEqual([
      {
        agentId: 'writer',
        metricName: 'cost',
        windowSize: '7d',
        oldDirection: 'stable',
        newDirection: 'declining',
        slope: 0.5,
        detectedAtMs: 77,
      },
    ]);
  });

  it('says nothing when a direction stays, or changes in another window', () => {
    const { known } = detectInflections([], [trend('stable')], at);
    expect(detectInflections(known, [trend('stable'), trend('declining', '30d')], at).inflections).toEqual(
      [],
    );
  });

  it('remembers the last direction through a lack of data', () => {
    const { known } = detectInflections([], [trend('stable')], at);
    const gap = detectInflections(known, [trend('insufficient_data')], at);
    expect(gap.inflections).toEqual([]);
    expect(detectInflections(gap.known, [trend('improving')], at).inflections).toHaveLength(1);
  });
});
