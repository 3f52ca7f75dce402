import { readFileSync } from 'node:fs';

/** How a capture was made: the side file of its fixtures. */
export interface CaptureMeta {
  readonly name: string;
  readonly convention: string;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** Major version of Node. */
  readonly node: number;
  readonly traced: 'register' | 'by itself';
  /** Tokens by kind that the scripted model said it served, by variant of the run. */
  readonly served: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const readMeta = (name: string): CaptureMeta =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.meta.json`, import.meta.url), 'utf8')) as CaptureMeta;
