import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTACKS } from './fuzz-case.js';
import { bytesInUse, FuzzedReceivers } from './fuzz-receivers.js';

/** `npm run fuzz:collector` sets these; the short form is part of all tests. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 2500);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_701);

/** The requests are sent in so many parts; memory is compared after the first and the last. */
const PARTS = 4;
const MAX_GROWTH_BYTES = 16 * 1024 * 1024;

let receivers: FuzzedReceivers;
beforeAll(async () => {
  receivers = await FuzzedReceivers.start();
});
afterAll(() => receivers.close());

describe('receivers under attack', () => {
  it.each(ATTACKS.map((attack) => [attack.kind, attack] as const))('survive a %s', async (_, attack) => {
    await receivers.send(attack, 'attack');
    expect(receivers.tally.failures).toEqual([]);
  });

  it('survive garbage where a protocol is expected', async () => {
    await receivers.sendGarbage(Math.min(1000, REQUESTS / 40), SEED);
    expect(receivers.tally.failures).toEqual([]);
  });

  it(
    `answer ${REQUESTS} damaged requests as protobufjs would, and grow no larger`,
    async () => {
      const inUse: number[] = [];
      for (let part = 0; part < PARTS; part += 1) {
        await receivers.run((part * REQUESTS) / PARTS, REQUESTS / PARTS, SEED);
        inUse.push(bytesInUse());
      }
      const { answers, failures } = receivers.tally;
      if (process.env['FUZZ_REQUESTS'] !== undefined) {
        const megabytes = inUse.map((bytes) => Math.round(bytes / 1e6));
        console.log(Object.fromEntries(answers), 'MB in use:', megabytes);
      }
      expect(failures).toEqual([]);
      expect(answers.get('http protobuf: taken')).toBeGreaterThan(REQUESTS / 20);
      expect(answers.get('http protobuf: malformed')).toBeGreaterThan(REQUESTS / 100);
      expect((inUse.at(-1) ?? 0) - (inUse[0] ?? 0)).toBeLessThan(MAX_GROWTH_BYTES);
    },
    60_000 + REQUESTS * 20,
  );
});
