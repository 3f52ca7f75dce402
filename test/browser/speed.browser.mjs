import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTracker } from './demo-tracker.mjs';
import { largeTrace } from './large-trace.mjs';
import { openBrowser } from './open-browser.mjs';

const THOUSAND = 'a'.repeat(32);
const TEN_THOUSAND = 'b'.repeat(32);

let tracker;
let browser;
let page;
beforeAll(async () => {
  tracker = await startTracker();
  await tracker.keep(largeTrace(THOUSAND, 1_000));
  await tracker.keep(largeTrace(TEN_THOUSAND, 10_000));
  browser = await openBrowser();
  page = browser.context.pages()[0];
});
afterAll(async () => {
  await browser?.close();
  await tracker.close();
});

/** Others work on this machine too: the best of some rounds tells what the pages need, the others what was going on. */
const best = (values) => Math.min(...values);

it('shows the verdict and the timeline of 1,000 spans within 500 ms', async () => {
  const times = [];
  for (let round = 0; round < 6; round++) {
    await page.goto(`${tracker.url}/traces/${THOUSAND}`);
    await page.waitForSelector('.span');
    times.push(
      await page.evaluate(
        'new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))',
      ),
    );
  }
  process.stdout.write(
    `1,000 spans: drawn ${times.map(Math.round).join(', ')} ms after the navigation began\n`,
  );
  expect(best(times)).toBeLessThan(500);
});

it('scrolls through 10,000 spans without a task over 100 ms', async () => {
  await page.goto(`${tracker.url}/traces/${TEN_THOUSAND}`);
  await page.waitForSelector('.span');
  const rounds = [];
  while (rounds.length < MAX_ROUNDS && !rounds.some(isSmooth))
    rounds.push(await page.evaluate(SCROLL_THROUGH));
  for (const { longest, slowdown } of rounds)
    process.stdout.write(
      `10,000 spans: longest task ${Math.round(longest)} ms, where fixed work took up to ${slowdown.toFixed(1)} times its best\n`,
    );
  expect(new Set(rounds.map(({ last }) => last))).toEqual(new Set([10_000]));
  expect(rounds.filter(isSmooth)).not.toEqual([]);
});

const MAX_TASK_MS = 100;
const MAX_ROUNDS = 6;

/** On a machine that others use, a task lasts as much longer as fixed work does beside it. */
const isSmooth = ({ longest, slowdown }) => longest <= MAX_TASK_MS * slowdown;

/**
 * 120 frames of 600 px each, then to the end: the longest task on the way, 0 when none reached 50 ms, and the last row. As a control, work
 * that is always the same is done as often.
 */
const SCROLL_THROUGH = `new Promise((resolve) => {
  const list = document.querySelector('.span-list');
  const tasks = [];
  const observer = new PerformanceObserver((entries) => tasks.push(...entries.getEntries()));
  const work = () => {
    const start = performance.now();
    let sum = 0;
    for (let n = 0; n < 1_500_000; n++) sum = (sum + n * n) % 1_000_003;
    return performance.now() - start + (sum < 0 ? 1 : 0);
  };
  const control = async () => {
    const times = [];
    for (let n = 0; n < 120; n++) times.push(await new Promise((next) => requestAnimationFrame(() => next(work()))));
    return Math.max(...times) / Math.min(...times);
  };
  const done = async () => {
    observer.disconnect();
    const last = [...list.querySelectorAll('[role=option]')].map((row) => Number(row.getAttribute('aria-posinset')));
    resolve({
      longest: Math.max(0, ...tasks.map(({ duration }) => duration)),
      last: Math.max(...last),
      slowdown: await control(),
    });
  };
  let frames = 0;
  const step = () => {
    frames += 1;
    list.scrollTop = frames < 120 ? frames * 600 : list.scrollHeight;
    if (frames < 120) requestAnimationFrame(step);
    else setTimeout(done, 300);
  };
  list.scrollTop = 0;
  setTimeout(() => {
    observer.observe({ type: 'longtask' });
    step();
  }, 500);
})`;
