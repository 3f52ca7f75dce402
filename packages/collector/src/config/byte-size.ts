const BYTES_PER_UNIT: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

const SIZE = /^(\d+(?:\.\d+)?) ?([A-Za-z]*)$/;

/**
 * A size such as `64MiB`, `1.5 GiB`, `500kB` or `4096`; without a unit it is bytes.
 *
 * @returns whole bytes; undefined when it is none, or more than a number can count
 */
export function parseByteSize(text: string): number | undefined {
  const [, amount = '', unit = ''] = SIZE.exec(text) ?? [];
  const bytes = Math.round(Number(amount) * (BYTES_PER_UNIT[unit] ?? Number.NaN));
  return amount !== '' && Number.isSafeInteger(bytes) ? bytes : undefined;
}
