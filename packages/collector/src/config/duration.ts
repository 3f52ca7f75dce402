const MS_PER_UNIT: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/y;

/**
 * A duration as Go and the Collector write it: `10s`, `1h30m`, `1.5s`, `500ms`; `0` needs no unit.
 *
 * @returns milliseconds; undefined when it is none, a negative one or one too long for a number
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  let totalMs = 0;
  PART.lastIndex = 0;
  do {
    const [, amount = '', unit = ''] = PART.exec(text) ?? [];
    totalMs += Number(amount) * (MS_PER_UNIT[unit] ?? Number.NaN);
    if (Number.isNaN(totalMs) || amount === '') return undefined;
  } while (PART.lastIndex < text.length);
  return Number.isFinite(totalMs) ? totalMs : undefined;
}
