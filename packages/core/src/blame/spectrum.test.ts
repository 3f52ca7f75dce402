import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import { actionSignatures, buildSpectrum } from './spectrum.js';

describe('actionSignatures', () => {
  it('is the same for calls that differ in values only', () => {
    const { steps } = sequenceOf([
      { agent: 'a', actions: [{ tool: 't', args: '{"y":1,"x":2}' }] },
      { agent: 'a', actions: [{ tool: 't', args: '{"x":7,"y":8}' }] },
      { agent: 'a', actions: [{ tool: 't', args: 'SELECT 1' }, { tool: 't' }] },
    ]);
    expect(steps.map(actionSignatures)).toEqual([['a|t|x,y'], ['a|t|x,y'], ['a|t|text', 'a|t|?']]);
  });
});

describe('buildSpectrum', () => {
  it('is Ochiai: failed with it / sqrt(failed * all with it)', () => {
    const spectrum = buildSpectrum([
      { failed: true, signatures: ['bad', 'both'] },
      { failed: true, signatures: ['bad', 'bad'] },
      { failed: false, signatures: ['both', 'good'] },
    ]);
    expect(spectrum.get('bad')).toBe(1);
    expect(spectrum.get('both')).toBeCloseTo(1 / Math.sqrt(2 * 2));
    expect(spectrum.get('good')).toBe(0);
  });

  it('suspects nothing when nothing failed', () => {
    expect([...buildSpectrum([{ failed: false, signatures: ['a'] }])]).toEqual([['a', 0]]);
  });
});
