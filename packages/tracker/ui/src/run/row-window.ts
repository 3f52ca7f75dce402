/** The rows that are drawn of a long list. */
export interface RowWindow {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** Rows drawn above and below what can be seen, so that a fast scroll shows no gap. */
const MARGIN_ROWS = 10;
/** The window moves by so many rows at once: between two moves a scroll draws nothing. */
const STEP_ROWS = 6;

/** More rows than a window ever holds. */
export const MAX_ROWS = 64;

/** Which rows of `count` to draw where the list is scrolled to `topPx`. */
export function rowWindow(topPx: number, heightPx: number, rowPx: number, count: number): RowWindow {
  const step = Math.floor(Math.max(0, topPx) / rowPx / STEP_ROWS) * STEP_ROWS;
  const first = Math.max(0, Math.min(step - MARGIN_ROWS, count - 1));
  const end = Math.min(count, step + STEP_ROWS + Math.ceil(heightPx / rowPx) + MARGIN_ROWS);
  return { first, end: Math.max(first, end) };
}
