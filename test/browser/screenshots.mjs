/** Writes the README's pictures into `docs/images`. */
import { fileURLToPath } from 'node:url';
import { startTracker } from './demo-tracker.mjs';
import { openBrowser } from './open-browser.mjs';

const FOLDER = process.argv[2] ?? fileURLToPath(new URL('../../docs/images/', import.meta.url));
const WIDTH = 1280;
const FAILURES = ['tool-timeout', 'upstream', 'quality-gate'];

const DAY_MS = 86_400_000;
/** A month that gets worse towards its end: how many days ago, and what happened. */
const HISTORY = Array.from({ length: 60 }, (_, n) => {
  const daysAgo = 30 - n / 2;
  const isBad = (n * 7919) % 100 < 8 + n;
  return [daysAgo, isBad ? FAILURES[n % FAILURES.length] : 'healthy'];
});

const tracker = await startTracker();
for (const [daysAgo, name] of HISTORY) await tracker.addRun(name, daysAgo * DAY_MS);
const healthy = await tracker.addRun('healthy', 3 * 3_600_000);
const upstream = await tracker.addRun('upstream', 120_000);
const pages = [
  { name: 'run', path: `/traces/${upstream}`, height: 660 },
  { name: 'agents', path: '/agents?window=30d', height: 340 },
  { name: 'compare', path: `/compare?a=${upstream}&b=${healthy}`, height: 620 },
];

for (const colorScheme of ['light', 'dark']) {
  const browser = await openBrowser({ colorScheme, viewport: { width: WIDTH, height: 900 } });
  const [page] = browser.context.pages();
  for (const { name, path, height } of pages) {
    await page.setViewportSize({ width: WIDTH, height });
    await page.goto(tracker.url + path);
    await page.waitForSelector('table');
    await page.waitForTimeout(300);
    const file = `${name}-${colorScheme}.png`;
    await page.screenshot({ path: new URL(file, `file://${FOLDER.replace(/\/?$/, '/')}`).pathname });
    process.stdout.write(`${file}\n`);
  }
  await browser.close();
}
await tracker.close();
