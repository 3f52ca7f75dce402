import { expect, it } from 'vitest';
import { gate } from '../../../../test/helpers/gate.js';
import type { OtlpPayload } from '../pipeline/otlp-sink.js';
import { createFanOut } from './fan-out.js';

it('gives a payload to all at once, and has taken it over when all have', async () => {
  const slow = gate();
  const steps: string[] = [];
  const fanOut = createFanOut([
    { accept: () => slow.passed.then(() => void steps.push('slow')) },
    { accept: async () => void steps.push('fast') },
  ]);
  const payload: OtlpPayload = { signal: 'traces', body: new Uint8Array(1), spanCount: 1 };
  const accepted = fanOut.accept(payload).then(() => void steps.push('accepted'));
  await Promise.resolve();
  expect(steps).toEqual(['fast']);
  slow.open();
  await accepted;
  expect(steps).toEqual(['fast', 'slow', 'accepted']);
});
