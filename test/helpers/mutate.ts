/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Mutation = (bytes: Uint8Array, at: number, random: () => number) => Uint8Array;

const MUTATIONS: readonly Mutation[] = [
  (bytes, at, random) => replace(bytes, at, 1, [(bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))]),
  (bytes, at, random) => replace(bytes, at, 1, [Math.floor(random() * 256)]),
  (bytes, at, random) => replace(bytes, at, 0, [Math.floor(random() * 256)]),
  (bytes, at, random) => replace(bytes, at, Math.ceil(random() * 4), []),
  (bytes, at) => replace(bytes, at, 1, [(bytes[at] ?? 0) + 1]),
  (bytes, at) => replace(bytes, at, 1, [(bytes[at] ?? 0) | 0x80, 0]),
  (bytes, at, random) => {
    const from = Math.floor(random() * bytes.length);
    return replace(bytes, at, 0, bytes.slice(from, from + Math.ceil(random() * 24)));
  },
  (bytes, at) => bytes.slice(0, at),
];

/** The bytes with one random damage, or now and then two or three. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let damaged = bytes;
  for (let left = Math.ceil(random() ** 3 * 3); left > 0; left -= 1) {
    const mutation = MUTATIONS[Math.floor(random() * MUTATIONS.length)];
    damaged = mutation?.(damaged, Math.floor(random() * damaged.length), random) ?? damaged;
  }
  return damaged;
}

function replace(bytes: Uint8Array, at: number, remove: number, insert: ArrayLike<number>): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, at), ...Array.from(insert), ...bytes.subarray(at + remove)]);
}
