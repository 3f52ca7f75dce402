import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PLAIN } from '../render/palette.js';
import { renderReport } from '../render/report-text.js';
import { runDemo } from './run-demo.js';
import { SCENARIOS } from './scenarios.js';

/** Without what differs from run to run: ids, times, and the spaces that line columns up. */
const lasting = (text: string): readonly string[] =>
  text
    .replaceAll(/\b[\da-f]{32}\b|\b[\da-f]{16}\b/g, 'ID')
    .replaceAll(/\b[\d.]+ ms/g, 'TIME')
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' ').trim());

it('the first screen of the README is what the demo prints', async () => {
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
  const screen = /```\n(✗[^]*?)\n```/.exec(readme)?.[1];
  const upstream = SCENARIOS.get('upstream');
  if (screen === undefined || upstream === undefined) throw new Error('nothing to compare');
  const { report } = await runDemo(upstream);
  expect(lasting(screen)).toEqual(lasting(renderReport(report, PLAIN)));
});
