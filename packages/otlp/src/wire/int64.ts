const TWO_TO_32 = 4_294_967_296;

/** A two's complement 64-bit integer as a number: exact up to 2^53, the nearest number beyond. */
export function int64ToNumber(low: number, high: number): number {
  return (high | 0) * TWO_TO_32 + low;
}

/**
 * Unsigned 64-bit nanoseconds as whole microseconds, rounded down. The high half is divided first and its rest carried
 * over, so that nothing is lost although nanoseconds of today do not fit into a number.
 */
export function nanosToMicros(low: number, high: number): number {
  const rest = (high % 1000) * TWO_TO_32 + low;
  return Math.floor(high / 1000) * TWO_TO_32 + Math.floor(rest / 1000);
}

/** The other way round, for a safe integer that is not negative. */
export function microsToNanos(micros: number): { low: number; high: number } {
  const product = (micros % TWO_TO_32) * 1000;
  const high = Math.floor(micros / TWO_TO_32) * 1000 + Math.floor(product / TWO_TO_32);
  return { low: product % TWO_TO_32, high };
}

/** The unsigned halves of an integer; of a negative one, those of its two's complement. */
export function halvesOf(value: number | bigint): { low: number; high: number } {
  if (typeof value === 'bigint') {
    const unsigned = BigInt.asUintN(64, value);
    return { low: Number(unsigned & 0xffffffffn), high: Number(unsigned >> 32n) };
  }
  const high = Math.floor(value / TWO_TO_32);
  return { low: value - high * TWO_TO_32, high: high >>> 0 };
}

export function unsignedOf(low: number, high: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}

/** Four bytes, the lowest first; in a third of the time that `readUInt32LE` takes to look at its arguments. */
export function uint32At(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  const high = (bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8);
  return (low | (high << 16)) >>> 0;
}
