import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import { BLAME_PROFILES, chooseProfile } from './choose-profile.js';

const booking = { agent: 'clerk', actions: [{ tool: 'book_flight' }] };

describe('chooseProfile', () => {
  it('is transactional for a single agent that changes something', () => {
    expect(chooseProfile(sequenceOf([booking]).steps).name).toBe('transactional');
  });

  it('seeks information when the tools only read', () => {
    expect(chooseProfile(sequenceOf([{ actions: [{ tool: 'get_flight' }] }]).steps).name).toBe(
      'information_seeking',
    );
  });

  it('seeks information when two agents are at work', () => {
    expect(chooseProfile(sequenceOf([booking, { agent: 'other' }]).steps).name).toBe('information_seeking');
  });

  it('takes a profile that is given, and ours for the others', () => {
    const own = { ...BLAME_PROFILES.transactional, spectrum: 9 };
    expect(chooseProfile(sequenceOf([booking]).steps, { transactional: own })).toBe(own);
    expect(chooseProfile(sequenceOf([]).steps, { transactional: own })).toBe(
      BLAME_PROFILES.information_seeking,
    );
  });
});
