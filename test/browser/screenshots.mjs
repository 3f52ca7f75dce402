/** Writes the README's pictures into `docs/images`. */
import { fileURLToPath } from 'node:url';
import { startDemoTracker } from './demo-tracker.mjs';
import { openBrowser } from './open-browser.mjs';

const FOLDER = process.argv[2] ?? fileURLToPath(new URL('../../docs/images/', import.meta.url));
const WIDTH = 1200;

const tracker = await startDemoTracker(['healthy', 'tool-timeout', 'budget', 'quality-gate', 'loop', 'upstream']);
const idOf = (name) => tracker.runs.find((run) => run.name === name).report.traceId;
const pages = [
  { name: 'run', path: `/traces/${idOf('upstream')}`, height: 900 },
  { name: 'agents', path: '/agents', height: 420 },
  { name: 'compare', path: `/compare?a=${idOf('upstream')}&b=${idOf('healthy')}`, height: 820 },
];

for (const colorScheme of ['light', 'dark']) {
  const { context, close } = await openBrowser({ colorScheme, viewport: { width: WIDTH, height: 900 } });
  const [page] = context.pages();
  for (const { name, path, height } of pages) {
    await page.setViewportSize({ width: WIDTH, height });
    await page.goto(tracker.url + path);
    await page.waitForSelector('table');
    await page.waitForTimeout(300);
    const file = `${name}-${colorScheme}.png`;
    await page.screenshot({ path: new URL(file, `file://${FOLDER.replace(/\/?$/, '/')}`).pathname });
    process.stdout.write(`${file}\n`);
  }
  await close();
}
await tracker.close();
