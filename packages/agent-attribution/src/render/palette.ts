import { styleText } from 'node:util';

type Style = (text: string) => string;

/** The few styles of our output. Without colour every style is the text itself: nothing is told by colour alone. */
export interface Palette {
  readonly good: Style;
  readonly bad: Style;
  readonly warn: Style;
  readonly strong: Style;
  readonly faint: Style;
}

export const PLAIN: Palette = {
  good: (text) => text,
  bad: (text) => text,
  warn: (text) => text,
  strong: (text) => text,
  faint: (text) => text,
};

/** Whether the stream takes colours is decided below, for the stream that is written to, and not for standard output. */
const ALWAYS = { validateStream: false } as const;

export const COLOURED: Palette = {
  good: (text) => styleText('green', text, ALWAYS),
  bad: (text) => styleText('red', text, ALWAYS),
  warn: (text) => styleText('yellow', text, ALWAYS),
  strong: (text) => styleText('bold', text, ALWAYS),
  faint: (text) => styleText('dim', text, ALWAYS),
};

/** Colours only on a terminal, and never against `NO_COLOR`. */
export function paletteFor(
  stream: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Palette {
  const isWanted = env['NO_COLOR'] === undefined || env['NO_COLOR'] === '';
  return isWanted && stream.isTTY === true && env['TERM'] !== 'dumb' ? COLOURED : PLAIN;
}
