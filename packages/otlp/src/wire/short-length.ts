/**
 * A length of at most three bytes and its own size in one number, `length << 2 | size`; 0 when it is longer. Nearly all
 * lengths are short: this reads them without a reader, and leaves it to the caller to compare them with what there is.
 */
export function shortLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return (first << 2) | 1;
  const second = bytes[at + 1] ?? 0;
  if (second < 0x80) return (second << 9) | ((first & 0x7f) << 2) | 2;
  const third = bytes[at + 2] ?? 0;
  if (third < 0x80) return (third << 16) | ((second & 0x7f) << 9) | ((first & 0x7f) << 2) | 3;
  return 0;
}

/** Where the body begins whose length stands at `at`; negative when it is not short or does not go up to `end`. */
export function bodyUpTo(bytes: Uint8Array, at: number, end: number): number {
  const length = shortLength(bytes, at);
  const start = at + (length & 3);
  return length !== 0 && start + (length >> 2) === end ? start : -1;
}
