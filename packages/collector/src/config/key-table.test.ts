import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeKeys } from './key-table.js';

/** The document goes on with the flags and variables of `serve`. */
const [DOCUMENT = ''] = readFileSync(
  new URL('../../../../docs/configuration.md', import.meta.url),
  'utf8',
).split('# Configuration of `agent-attribution serve`');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

describe('the table of keys', () => {
  it('stands in docs/configuration.md as the schema has it', () => {
    const documented = DOCUMENT.split('\n').filter((line) => line.startsWith('| `'));
    const unpadded = documented.map((line) => line.replaceAll(/ {2,}/g, ' '));
    const rows = describeKeys().map(({ path, takes, default: fallback, about }) =>
      row([`\`${path}\``, takes, fallback, about]),
    );
    expect(unpadded).toEqual(rows);
  });

  it('says of every key what it takes and what it is for', () => {
    expect(describeKeys().filter(({ takes, about }) => takes === '' || about === '')).toEqual([]);
  });
});
