import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { gate } from '../helpers/gate.js';

const FOLDER = new URL('../../examples/team-runtime/', import.meta.url);
const MAIN = new URL('main.mjs', FOLDER).pathname;

/** What the example prints, by the word at the start of the line. */
const runExample = async (...args: string[]) => {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args]);
  const lines = stdout.split('\n');
  return (word: string): string[] =>
    lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length).trim());
};

describe('the team runtime', () => {
  it('ends well when every agent does: no root cause, one attempt', async () => {
    const printed = await runExample('success');
    expect(printed('outcome')).toEqual(['success']);
    expect(printed('verdict')).toEqual(['healthy']);
    expect(printed('root cause')).toEqual(['none']);
    expect(printed('task')).toEqual(['awaiting_feedback after 1 attempt']);
  });

  it('row 42, 43: names the agent that broke, which keeps its evidence, beside one that reached its limit', async () => {
    const printed = await runExample('partial');
    expect(printed('outcome')).toEqual(['partial']);
    expect(printed('verdict')).toEqual(['attributed']);
    expect(printed('root cause')).toEqual(['contracts']);
    expect(printed('node')).toEqual([
      'prices: done (stop), 1 tool results',
      'delivery: done (stop), 1 tool results',
      'reviews: done (max_tool_iterations_finalized), 2 tool results',
      'contracts: failed (the terms are no text), 1 tool results',
    ]);
  });

  it('row 39: repeats a rejected first attempt once', async () => {
    expect((await runExample('partial'))('task')).toEqual(['awaiting_feedback after 2 attempts']);
    expect((await runExample('failure'))('task')).toEqual(['failed after 2 attempts']);
  });

  it('row 5: names the agent that found nothing, not the writer that had nothing to write', async () => {
    const printed = await runExample('failure');
    expect(printed('outcome')).toEqual(['failure']);
    expect(printed('verdict')).toEqual(['attributed']);
    expect(printed('root cause')).toEqual(['prices']);
  });

  it('refuses a scenario that it does not have', async () => {
    await expect(runExample('nope')).rejects.toThrow('choose one of success, partial, failure');
  });
});

describe('row 44: nodes in parallel', () => {
  type InParallel = <T>(tasks: readonly (() => Promise<T>)[], limit: number) => Promise<T[]>;
  let inParallel: InParallel;
  beforeAll(async () => {
    const module: { inParallel: InParallel } = await import(new URL('in-parallel.mjs', FOLDER).href);
    inParallel = module.inParallel;
  });

  it('are three at a time, and their results come in the order of the nodes', async () => {
    const gates = Array.from({ length: 5 }, gate);
    const started: number[] = [];
    const ended = inParallel(
      gates.map(({ passed }, node) => async () => {
        started.push(node);
        await passed;
        return node;
      }),
      3,
    );
    expect(started).toEqual([0, 1, 2]);
    for (const waiting of gates.toReversed()) waiting.open();
    expect(await ended).toEqual([0, 1, 2, 3, 4]);
  });

  it('are one at a time when the limit is less', async () => {
    let running = 0;
    const most = await inParallel(
      Array.from({ length: 3 }, () => async () => {
        running += 1;
        const now = running;
        await Promise.resolve();
        running -= 1;
        return now;
      }),
      0,
    );
    expect(most).toEqual([1, 1, 1]);
  });
});
