/** How pages write quantities. Unknown is a dash, never a zero. */
const UNKNOWN = '–';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 4 });

export const formatCount = (value: number): string => whole.format(value);

export const formatCost = (usd: number | null): string => (usd === null ? UNKNOWN : `$${money.format(usd)}`);

/** 0..1 as a percentage; what is not quite nothing, or not quite all, never looks like it. */
export function formatShare(value: number | null): string {
  if (value === null) return UNKNOWN;
  const percent = Math.round(value * 100);
  if (percent === 0 && value > 0) return '<1 %';
  if (percent === 100 && value < 1) return '>99 %';
  return `${percent} %`;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function formatDuration(ms: number): string {
  if (ms < 1) return ms <= 0 ? '0 ms' : '<1 ms';
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR) return twoUnits(ms, MINUTE, 'min', SECOND, 's');
  return twoUnits(ms, HOUR, 'h', MINUTE, 'min');
}

function twoUnits(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const total = Math.round(ms / small) * small;
  const rest = Math.round((total % big) / small);
  const head = `${Math.floor(total / big)} ${bigName}`;
  return rest === 0 ? head : `${head} ${rest} ${smallName}`;
}

/** How long ago, to the largest unit; a clock that runs ahead is now. */
export function formatAgo(ageMs: number): string {
  if (ageMs < 10 * SECOND) return 'just now';
  if (ageMs < MINUTE) return `${Math.floor(ageMs / SECOND)} s ago`;
  if (ageMs < HOUR) return `${Math.floor(ageMs / MINUTE)} min ago`;
  if (ageMs < 2 * DAY) return `${Math.floor(ageMs / HOUR)} h ago`;
  return `${Math.floor(ageMs / DAY)} days ago`;
}

/** `snake_case` values as words. */
export const words = (value: string): string => value.replaceAll('_', ' ');

/** A number with its noun: `1 span`, `2 spans`. */
export const counted = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
