import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTracker } from './demo-tracker.mjs';
import { openBrowser } from './open-browser.mjs';

let tracker;
let browser;
let page;
let ids;
beforeAll(async () => {
  tracker = await startTracker();
  ids = {
    healthy: await tracker.addRun('healthy', 60_000),
    upstream: await tracker.addRun('upstream', 30_000),
  };
  browser = await openBrowser();
  page = browser.context.pages()[0];
});
afterAll(async () => {
  await browser?.close();
  await tracker.close();
});
beforeEach(() => page.goto(tracker.url));

const rows = () => page.locator('.runs tbody tr').count();
const selected = () => page.locator('[role=option][aria-selected=true]');

it('leads from the list to the verdict, and from its evidence to the span that says so', async () => {
  await page.getByRole('link', { name: 'invoke_workflow quarterly report' }).first().click();
  await page.waitForSelector('.verdict');
  expect(await page.locator('.verdict').textContent()).toMatch(/researcher made the run fail.*\d+ %/);
  await page.locator('.evidence a').first().click();
  await selected().waitFor();
  expect(await selected().textContent()).toContain('root cause execute_tool fetch_rates');
  expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('listbox');
  expect(await page.locator('.detail .error').textContent()).toContain('no rates on file');
  expect(page.url()).toContain('?span=');
});

it('shows the span that a link names', async () => {
  await page.locator('.runs a').first().click();
  await page.locator('.evidence a').first().click();
  await selected().waitFor();
  const other = await browser.context.newPage();
  await other.goto(page.url());
  await other.locator('[role=option][aria-selected=true]').waitFor();
  expect(await other.locator('.detail h3').textContent()).toBe('execute_tool fetch_rates');
  await other.close();
});

it('moves through the spans with the arrow keys', async () => {
  await page.goto(`${tracker.url}/traces/${ids.upstream}`);
  await page.locator('.span-list').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await selected().getAttribute('aria-posinset')).toBe('2');
  await page.keyboard.press('End');
  expect(await selected().getAttribute('aria-posinset')).toBe(await selected().getAttribute('aria-setsize'));
});

it('chooses two runs with the keyboard and says where they part', async () => {
  await page.waitForSelector('.runs');
  for (const key of ['j', 'x', 'j', 'x', 'c']) await page.keyboard.press(key);
  await page.waitForSelector('.parting');
  expect(page.url()).toContain(`a=${ids.upstream}&b=${ids.healthy}`);
  expect(await page.locator('tr.cause').textContent()).toContain(
    'they part: the same choice came out otherwise',
  );
});

it('searches and filters, and keeps that in the address', async () => {
  await page.waitForSelector('.runs');
  await page.keyboard.press('/');
  await page.keyboard.type('researcher made');
  await page.waitForURL(/q=researcher\+made/);
  await expect.poll(rows).toBe(1);
  expect(await page.evaluate('document.activeElement.name')).toBe('q');
  await page.getByLabel('Outcome').selectOption('success');
  await page.getByText('No run fits these filters.').waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(rows).toBe(2);
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
});

it('shows a run as soon as it is attributed', async () => {
  await page.getByText('live').waitFor();
  await page.waitForSelector('.runs');
  const traceId = await tracker.addRun('tool-timeout');
  await page.locator(`#run-${traceId}`).waitFor();
});

it('records what a person says of a task', async () => {
  await page.getByRole('link', { name: 'Tasks' }).click();
  const task = page.locator('.tasks > li').first();
  await task.getByLabel('Note').fill('the source is missing');
  await task.getByRole('button', { name: 'Revise' }).click();
  await task.getByText('needs revision').first().waitFor();
  await task.getByRole('link', { name: 'invoke_workflow quarterly report' }).click();
  await page.getByText('the source is missing').waitFor();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('Recorded: needs revision → closed.').waitFor();
});

it('keeps the theme that was chosen', async () => {
  const theme = () => page.evaluate('document.documentElement.dataset.theme');
  await page.getByRole('button', { name: /^Theme/ }).click();
  expect(await theme()).toBe('light');
  await page.reload();
  await page.waitForSelector('.top');
  expect(await theme()).toBe('light');
});

it('says what is wrong where a run is not there', async () => {
  await page.goto(`${tracker.url}/traces/none`);
  await page.getByText('There is no trace with this id, or it was purged.').waitFor();
  await page.goto(`${tracker.url}/nowhere`);
  await page.getByText('There is no such page').waitFor();
});
