import type { SpanView } from '@agent-attribution/core';
import { runByHand } from '../by-hand.js';
import type { Turn } from '../by-hand.js';
import { written } from '../domain.js';
import { Random } from '../random.js';

/** Healthy runs of one kind that a strict reader might doubt, with figures drawn at random. */
export interface HealthyFamily {
  readonly id: string;
  readonly turns: (random: Random) => readonly Turn[];
}

export interface HealthyRun {
  readonly family: string;
  readonly spans: readonly SpanView[];
}

export function healthyRuns(
  families: readonly HealthyFamily[],
  perFamily: number,
  firstSeed: number,
): readonly HealthyRun[] {
  return families.flatMap(({ id, turns }, family) =>
    Array.from({ length: perFamily }, (_, round) => {
      const run = turns(new Random(firstSeed + family * 1000 + round));
      return { family: id, spans: runByHand(run[0]?.told ?? '', run) };
    }),
  );
}

export const english = (value: number, decimals = 0): string => written(value, decimals, ',', '.');
export const german = (value: number, decimals = 0): string => written(value, decimals, '.', ',');
export const french = (value: number, decimals = 0): string => written(value, decimals, '\u202f', ',');

/** A random figure with so many decimals. */
export const drawn = (random: Random, min: number, max: number, decimals = 0): number =>
  Number((min + random.next() * (max - min)).toFixed(decimals));

export const several = (random: Random, count: number, min: number, max: number, decimals = 0): number[] =>
  Array.from({ length: count }, () => drawn(random, min, max, decimals));

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
