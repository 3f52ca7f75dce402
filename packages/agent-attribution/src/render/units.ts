export const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const integer = (n: number): string => n.toLocaleString('en-US').replaceAll(',', ' ');

export const usd = (cost: number | null): string =>
  cost === null ? '–' : `$${cost.toFixed(cost < 1 ? 4 : 2)}`;

/** `340 ms`, `12.5 s`, `3 min 20 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

/** A bar of at most `width` cells, in eighths, so that it reads without colour. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
