import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCollectorConfig } from './read-config.js';

/** The YAML blocks of a document that configure our service; others are for a Collector. */
const filesIn = (document: string): readonly string[] => {
  const text = readFileSync(new URL(`../../../../${document}`, import.meta.url), 'utf8');
  const blocks = Array.from(text.matchAll(/```yaml\n(.*?)```/gs), ([, block = '']) => block);
  return blocks.filter((block) => /processors:[ \n]+(?:\{ )?attribution/.test(block));
};

describe.each(['README.md', 'docs/configuration.md', 'docs/operations.md'])('%s', (document) => {
  it('shows files that the service takes', () => {
    const files = filesIn(document);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(() => readCollectorConfig(file, {})).not.toThrow();
  });
});
