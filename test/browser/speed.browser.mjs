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
  for (let round = 0; round < 3; round++) rounds.push(await page.evaluate(SCROLL_THROUGH));
  process.stdout.write(
    `10,000 spans: longest tasks ${rounds.map(({ longest }) => Math.round(longest)).join(', ')} ms\n`,
  );
  expect(rounds.map(({ last }) => last)).toEqual(['10000', '10000', '10000']);
  expect(best(rounds.map(({ longest }) => longest))).toBeLessThanOrEqual(100);
});

/** From top to bottom, 2,500 px a frame: the longest task on the way, 0 when none reached 50 ms, and the last row. */
const SCROLL_THROUGH = `new Promise((resolve) => {
  const list = document.querySelector('.span-list');
  const tasks = [];
  const observer = new PerformanceObserver((entries) => tasks.push(...entries.getEntries()));
  const done = () => {
    observer.disconnect();
    const last = [...list.querySelectorAll('[role=option]')].map((row) => Number(row.getAttribute('aria-posinset')));
    resolve({
      longest: Math.max(0, ...tasks.map(({ duration }) => duration)),
      last: String(Math.max(...last)),
    });
  };
  const step = () => {
    list.scrollTop += 2500;
    if (list.scrollTop + list.clientHeight < list.scrollHeight - 1) requestAnimationFrame(step);
    else setTimeout(done, 300);
  };
  list.scrollTop = 0;
  setTimeout(() => {
    observer.observe({ type: 'longtask' });
    step();
  }, 500);
})`;
