import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

/** What each example must say, line by line; it may say more. */
const EXAMPLES: readonly (readonly [example: string, lines: readonly (string | RegExp)[]])[] = [
  [
    'success',
    ['outcome  success, healthy', /^credit {3}researcher: \d+ %, 960 tokens$/, /^credit {3}writer: /],
  ],
  [
    'failure',
    [
      "the app saw  Cannot read properties of undefined (reading 'toFixed')",
      /^root cause {3}researcher, tool_failure, /,
      'blame        researcher: 100 %',
      'evidence     soft_error: no rates on file for 2026-Q3',
    ],
  ],
  [
    'skipped',
    [
      'outcome  success',
      'skipped  hotels (0.05): it says nothing of hotel or room',
      'skipped  lawyer (0.05): it says nothing of contract',
    ],
  ],
  [
    'debugging',
    [
      'planner: fired_successfully',
      'critic: skipped',
      '  because: the draft is shorter than 100 characters',
      'publisher: failed',
      '  because: RangeError: the page is full',
      'translator: never_invoked',
    ],
  ],
  [
    'performance',
    [
      /^window {2}30d: 120 executions, \d+ % errors, p50 4\.0 s, p95 6\.\d s$/,
      'trend   success_rate over 30d: declining',
    ],
  ],
  [
    'call-chain',
    [
      'coordinator: success',
      '  coordinator → planner (call 1): make a plan',
      '  planner → hotels (call 2): two nights',
      '  coordinator → writer (call 2): tell the traveller',
    ],
  ],
];

it.each(EXAMPLES)('examples/%s shows what it is there for', async (example, expected) => {
  const main = new URL(`../../examples/${example}/main.mjs`, import.meta.url).pathname;
  const { stdout } = await run(process.execPath, [main]);
  const lines = stdout.split('\n');
  for (const line of expected)
    expect(lines).toContainEqual(typeof line === 'string' ? line : expect.stringMatching(line));
});
