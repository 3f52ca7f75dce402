import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import { BLAME_PROFILES, chooseProfile } from './choose-profile.js';

const booking = { agent: 'clerk', actions: [{ tool: 'book_flight' }] };

describe('chooseProfile', () => {
  it('is transactional for a single agent that changes something', () => {
    expect(chooseProfile(sequenceOf([booking])).name).toBe('transactional');
  });

  it('seeks information when the tools only read', () => {
    expect(chooseProfile(sequenceOf([{ actions: [{ tool: 'get_flight' }] }])).name).toBe(
      'information_seeking',
    );
  });

  it('seeks information when two agents are at work', () => {
    expect(chooseProfile(sequenceOf([booking, { agent: 'other' }])).name).toBe('information_seeking');
  });

  it('takes a profile that is given, and ours for the others', () => {
    const own = { ...BLAME_PROFILES.transactional, spectrum: 9 };
    expect(chooseProfile(sequenceOf([booking]), { transactional: own })).toBe(own);
    expect(chooseProfile(sequenceOf([]), { transactional: own })).toBe(BLAME_PROFILES.information_seeking);
  });
});
