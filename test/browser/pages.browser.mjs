import { source as axe } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTracker } from './demo-tracker.mjs';
import { openBrowser } from './open-browser.mjs';
import { watchPage } from './watch-page.mjs';

let tracker;
let ids;
beforeAll(async () => {
  tracker = await startTracker();
  ids = { healthy: await tracker.addRun('healthy', 86_400_000), upstream: await tracker.addRun('upstream') };
});
afterAll(() => tracker.close());

const PAGES = {
  'the list of runs': () => '/',
  'a list without a match': () => '/?q=nothing-like-this',
  'a failed run': () => `/traces/${ids.upstream}`,
  'a healthy run': () => `/traces/${ids.healthy}`,
  agents: () => '/agents',
  'one agent': () => '/agents/researcher?window=30d',
  'an empty comparison': () => '/compare',
  'a comparison': () => `/compare?a=${ids.upstream}&b=${ids.healthy}`,
  tasks: () => '/tasks',
};

describe.each(['light', 'dark'])('in %s', (colorScheme) => {
  let browser;
  let page;
  beforeAll(async () => {
    browser = await openBrowser({ colorScheme, bypassCSP: true });
    page = browser.context.pages()[0];
  });
  afterAll(() => browser.close());

  it.each(Object.keys(PAGES))('%s breaks no rule of accessibility', async (name) => {
    await page.goto(tracker.url + PAGES[name]());
    await settled(page);
    await page.evaluate(axe);
    const { violations } = await page.evaluate('axe.run({ resultTypes: ["violations"] })');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });

  it('an opened run breaks none either', async () => {
    await page.goto(tracker.url + PAGES['a failed run']());
    await settled(page);
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.locator('.span').first().click();
    await page.waitForSelector('.attributes');
    await page.waitForSelector('.packet');
    const { violations } = await page.evaluate(`${axe}; axe.run({ resultTypes: ["violations"] })`);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });
});

describe.each([
  ['wide', { width: 1280, height: 900 }],
  ['small', { width: 360, height: 740 }],
])('on a %s screen', (_, viewport) => {
  let browser;
  let page;
  beforeAll(async () => {
    browser = await openBrowser({ viewport });
    page = browser.context.pages()[0];
  });
  afterAll(() => browser.close());

  it.each(Object.keys(PAGES))(
    '%s complains of nothing, asks nobody else and does not scroll sideways',
    async (name) => {
      const complaints = watchPage(page, tracker.url);
      await page.goto(tracker.url + PAGES[name]());
      await settled(page);
      expect(complaints).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    },
  );
});

/** Waits until nothing is loading any more. */
async function settled(page) {
  await page.waitForSelector('h1');
  await expect.poll(() => page.locator('.empty[role=status]').count()).toBe(0);
}
