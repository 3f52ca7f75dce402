/** A tracker that asks for tokens: one to read with, as the browser's password, and one to write with. */
import { source as axe } from 'axe-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTracker } from './demo-tracker.mjs';
import { openBrowser } from './open-browser.mjs';
import { watchPage } from './watch-page.mjs';

const READ = 'may-read-7f3a';
const WRITE = 'may-write-91bc';
const STORED = 'agent-attribution.write-token';

let tracker;
let traceId;
let browser;
beforeAll(async () => {
  tracker = await startTracker({
    tokens: [
      { token: READ, scopes: ['read'] },
      { token: WRITE, scopes: ['write'] },
    ],
  });
  traceId = await tracker.addRun('healthy');
  browser = await openBrowser({
    bypassCSP: true,
    httpCredentials: { username: 'anybody', password: READ },
  });
});
afterAll(async () => {
  await browser?.close();
  await tracker.close();
});

async function brokenRules(page) {
  const { violations } = await page.evaluate(`${axe}; axe.run({ resultTypes: ["violations"] })`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The run's page with a refused decision on it. */
async function refusedPage(page) {
  await page.goto(`${tracker.url}/traces/${traceId}`);
  await page.getByRole('button', { name: 'Revise' }).click();
  await page.getByText('The token that was given may not write.').waitFor();
}

it('makes the browser ask who comes without a token, and tells who gives none what to do', async () => {
  const stranger = await openBrowser({ bypassCSP: true });
  // Without a window nobody can answer the browser's question: it gives up.
  const [asking] = stranger.context.pages();
  await expect(asking.goto(tracker.url)).rejects.toThrow('ERR_INVALID_AUTH_CREDENTIALS');
  const answer = await fetch(tracker.url, { headers: { accept: 'text/html' } });
  expect(answer.status).toBe(401);
  const page = await stranger.context.newPage();
  await page.setContent(await answer.text());
  await page.getByText('give a token that may read as the password').waitFor();
  expect(await brokenRules(page)).toEqual([]);
  await stranger.close();
});

it('shows everything, live, to who gave the token that may read', async () => {
  const page = await browser.context.newPage();
  const complaints = watchPage(page, tracker.url);
  await page.goto(tracker.url);
  await page.locator(`#run-${traceId}`).waitFor();
  await page.locator('.live.on').waitFor();
  await page.goto(`${tracker.url}/traces/${traceId}`);
  await page.waitForSelector('.verdict');
  expect(complaints).toEqual([]);
  await page.close();
});

it('refuses feedback with that token, and asks for one that may write', async () => {
  const page = await browser.context.newPage();
  const complaints = watchPage(page, tracker.url);
  await refusedPage(page);
  expect(await brokenRules(page)).toEqual([]);
  // A browser notes each refused request; nothing else is noted.
  expect(complaints).toEqual([expect.stringContaining('403')]);
  await page.close();
});

it('says so where the token is not known, and does not keep it', async () => {
  const page = await browser.context.newPage();
  await refusedPage(page);
  await page.getByLabel('Token that may write').fill('a-guess');
  await page.getByRole('button', { name: 'Send it again' }).click();
  await page.getByText('The tracker does not know this token.').waitFor();
  expect(await page.evaluate((key) => sessionStorage.getItem(key), STORED)).toBeNull();
  await page.close();
});

it('takes feedback with the token that may write, and keeps that for the tab and out of every address', async () => {
  const page = await browser.context.newPage();
  const addresses = [];
  page.on('request', (request) => addresses.push(request.url()));
  await refusedPage(page);
  await page.getByLabel('Token that may write').fill(WRITE);
  await page.getByRole('button', { name: 'Send it again' }).click();
  await page.getByText('Recorded: awaiting feedback → needs revision.').waitFor();
  await page.reload();
  const complaints = watchPage(page, tracker.url);
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('Recorded: needs revision → closed.').waitFor();
  expect(complaints).toEqual([]);
  expect(await brokenRules(page)).toEqual([]);
  expect(addresses.filter((address) => address.includes(WRITE))).toEqual([]);
  const kept = await page.evaluate('JSON.stringify(localStorage) + document.cookie');
  expect(kept).not.toContain(WRITE);
  const other = await browser.context.newPage();
  await other.goto(tracker.url);
  expect(await other.evaluate((key) => sessionStorage.getItem(key), STORED)).toBeNull();
  await page.close();
  await other.close();
});
