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
