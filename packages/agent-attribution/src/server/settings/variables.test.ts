import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const DOCUMENT = readFileSync(new URL('../../../../../docs/configuration.md', import.meta.url), 'utf8');

it('every variable that is read here is described in docs/configuration.md', () => {
  const sources = readdirSync(new URL('.', import.meta.url)).filter((name) => !name.endsWith('.test.ts'));
  const read: readonly string[] = sources.flatMap((name) => {
    const source = readFileSync(new URL(name, import.meta.url), 'utf8');
    return [...source.matchAll(/'(AGENT_ATTRIBUTION_[A-Z_]+)'/g)].map(([, variable = '']) => variable);
  });
  const names = new Set(read);
  expect(names.size).toBeGreaterThan(8);
  expect([...names].filter((name) => !DOCUMENT.includes(`| \`${name}\``))).toEqual([]);
});
