import { describe, expect, it } from 'vitest';
import { ManualScheduler } from '../../../../test/helpers/manual-scheduler.js';
import { type Batch, Batcher } from './batcher.js';

function start() {
  const scheduler = new ManualScheduler();
  const batches: Batch[] = [];
  const batcher = new Batcher({
    maxBatchBytes: 4,
    batchTimeoutMs: 200,
    onBatch: (batch) => void batches.push(batch),
    scheduler,
  });
  const add = (text: string, signal: 'traces' | 'logs' = 'traces', settle = () => {}) =>
    batcher.add({ signal, body: Buffer.from(text), spanCount: text.length }, settle);
  const seen = () => batches.map(({ signal, body, spanCount }) => [signal, String(body), spanCount]);
  return { scheduler, batcher, batches, add, seen };
}

it('completes a batch when it is full, to the byte; the newest payload stands first', () => {
  const { add, seen } = start();
  add('abc');
  expect(seen()).toEqual([]);
  add('d');
  expect(seen()).toEqual([['traces', 'dabc', 4]]);
});

it('completes a batch before it would become too large', () => {
  const { add, seen } = start();
  add('abc');
  add('de');
  expect(seen()).toEqual([['traces', 'abc', 3]]);
});

it('does not divide a payload that is too large', () => {
  const { add, seen } = start();
  add('abcdefgh');
  expect(seen()).toEqual([['traces', 'abcdefgh', 8]]);
});

it.each(['a', 'abcdefgh'])('has copied %o when add returns', (text) => {
  const { batcher, seen } = start();
  const body = Buffer.from(text);
  batcher.add({ signal: 'traces', body, spanCount: 1 }, () => {});
  body.fill('x');
  batcher.flush();
  expect(seen()).toEqual([['traces', text, 1]]);
});

it('completes a batch when its first payload has waited long enough', async () => {
  const { add, seen, scheduler } = start();
  add('a');
  await scheduler.advance(150);
  add('b');
  await scheduler.advance(49);
  expect(seen()).toEqual([]);
  await scheduler.advance(1);
  expect(seen()).toEqual([['traces', 'ba', 2]]);
});

it('keeps signals apart', () => {
  const { add, seen, batcher } = start();
  add('a', 'traces');
  add('b', 'logs');
  batcher.flush();
  expect(seen()).toEqual([
    ['traces', 'a', 1],
    ['logs', 'b', 1],
  ]);
});

it('tells all who wait for a batch', () => {
  const { add, batches, batcher } = start();
  const settled: string[] = [];
  add('a', 'traces', () => void settled.push('a'));
  add('b', 'traces', () => void settled.push('b'));
  batcher.flush();
  expect(settled).toEqual([]);
  batches[0]?.settle();
  expect(settled).toEqual(['a', 'b']);
});

it('uses the memory of a batch again once it is settled, and no sooner', () => {
  const { add, batches, seen } = start();
  add('abc');
  add('d');
  add('efg');
  add('h');
  expect(seen().map(([, body]) => body)).toEqual(['dabc', 'hefg']);
  batches[0]?.settle();
  add('ijk');
  add('l');
  expect(seen().map(([, body]) => body)).toEqual(['lijk', 'hefg', 'lijk']);
});

it.each([
  ['ab', 1],
  ['abc', 2],
])('gives %o its own size when the batch fills less than three quarters', (text, buffers) => {
  const { add, batches, batcher } = start();
  add(text);
  batcher.flush();
  add('wxy');
  batcher.flush();
  expect(new Set(batches.map(({ body }) => body.buffer)).size).toBe(2);
  expect(String(batches[0]?.body)).toBe(text);
  expect(batches.filter(({ body }) => body.buffer.byteLength === 4)).toHaveLength(buffers);
});

describe('reserved memory', () => {
  it('is the place of the payload in its batch, which may be smaller than what was reserved', () => {
    const { batcher, add, seen } = start();
    add('a');
    const memory = batcher.reserve('traces', 3);
    memory?.write('bc', 1);
    const body = memory?.subarray(1) ?? Buffer.alloc(0);
    batcher.add({ signal: 'traces', body, spanCount: 2 }, () => {});
    // Not a copy.
    body.write('de');
    batcher.flush();
    expect(seen()).toEqual([['traces', 'dea', 3]]);
  });

  it('is of the next batch where the open one has too little', () => {
    const { batcher, add, seen } = start();
    add('ab');
    expect(batcher.reserve('traces', 2)).toHaveLength(2);
    expect(seen()).toEqual([]);
    expect(batcher.reserve('traces', 3)).toHaveLength(3);
    expect(seen()).toEqual([['traces', 'ab', 2]]);
  });

  it('is not there for what no batch holds', () => {
    const { batcher } = start();
    expect(batcher.reserve('traces', 3)).toHaveLength(3);
    expect(batcher.reserve('traces', 4)).toBeUndefined();
  });

  it('makes no batch when nothing comes of it', async () => {
    const { batcher, seen, scheduler } = start();
    batcher.reserve('traces', 2);
    await scheduler.advance(200);
    batcher.reserve('traces', 2);
    batcher.flush();
    expect(seen()).toEqual([]);
  });
});
