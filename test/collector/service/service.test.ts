import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

/** The lines of JSON that a scenario in child processes says; it ends with an error when a span was lost. */
async function scenario(name: string, ...args: readonly string[]): Promise<readonly unknown[]> {
  const script = new URL(`${name}.mjs`, import.meta.url).pathname;
  const { stdout } = await run(process.execPath, [script, ...args]);
  const lines = stdout.trim().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}

const NOTHING_LOST = { missing: 0, problems: [] };

// The long forms are `npm run crash:collector`, `failures:collector` and `soak:collector`.
it('the whole service loses no acknowledged span when it is killed', async () => {
  expect(await scenario('crash', '--rounds', '3')).toEqual([expect.objectContaining(NOTHING_LOST)]);
}, 180_000);

it('nor when it has another number of workers after each kill', async () => {
  const said = await scenario('crash', '--rounds', '3', '--workers', '2,3,1');
  expect(said).toEqual([expect.objectContaining(NOTHING_LOST)]);
}, 180_000);

it.each([
  ['sigterm', '--workers', '2'],
  ['worker ends', '--workers', '2'],
  ['sigterm', '--protocol', 'grpc'],
])(
  'the whole service loses no acknowledged span: %s with %s %s',
  async (what, ...more) => {
    const said = await scenario('failures', '--seconds', '3', '--only', what, ...more);
    expect(said).toEqual([expect.objectContaining({ what, ...NOTHING_LOST })]);
  },
  180_000,
);

it.each(['down', 'slow', 'sigterm', 'limit'])(
  'the whole service loses no acknowledged span: %s',
  async (what) => {
    const said = await scenario('failures', '--seconds', '3', '--only', what);
    expect(said).toEqual([expect.objectContaining({ what, ...NOTHING_LOST })]);
  },
  180_000,
);

it.each(['240MiB', '2MiB'])(
  'changes nothing of a span with %s for what is in flight',
  async (memory) => {
    const said = await scenario('integrity', '--spans', '40000', '--memory', memory);
    expect(said).toEqual([expect.objectContaining({ missing: 0, changed: 0 })]);
  },
  180_000,
);
