import type { AttributionReport } from '@agent-attribution/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runRows } from '../run-rows.js';
import type { TestTracker } from '../testing/api.js';
import { openTestTracker } from '../testing/api.js';
import { failing, healthy, nthRun, runOf } from '../testing/runs.js';
import { agent, llm, spanIdOf, START_MS, tool, traceIdOf, workflow } from '../testing/spans.js';

let tracker: TestTracker;
beforeEach(async () => {
  tracker = await openTestTracker();
});
afterEach(() => tracker.close());

const page = async (path: string) => {
  const response = await tracker.app.request(path);
  return { status: response.status, type: response.headers.get('content-type'), html: await response.text() };
};

/** The text of a page as a person reads it. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

const save = async (draft: Parameters<typeof runOf>[0], change: Partial<AttributionReport> = {}) => {
  const { spans, report } = runOf(draft);
  await tracker.store.saveRun(runRows(spans, { ...report, ...change }));
  return page(`/traces/${report.traceId}`);
};

describe('the list of runs', () => {
  it('says what to do when there is none', async () => {
    expect(textOf((await page('/')).html)).toContain('No run yet.');
  });

  it('shows each run with its verdict, newest first, and leads to its page', async () => {
    for (const n of [2, 3]) await tracker.store.saveRun(nthRun(n, START_MS).record);
    const { html, type } = await page('/');
    expect(type).toBe('text/html; charset=UTF-8');
    expect(html.match(/href="\/traces\/[0-9a-f]+"/g)).toEqual([
      `href="/traces/${traceIdOf(3)}"`,
      `href="/traces/${traceIdOf(2)}"`,
    ]);
    expect(textOf(html)).toMatch(/✗ failure researcher timeout, \d+ % sure .* ✓ success none/);
  });

  it('leads to older runs with the same filter', async () => {
    for (let n = 1; n <= 6; n++) await tracker.store.saveRun(nthRun(n, START_MS).record);
    const first = await page('/?limit=1&outcome=failure&agent=');
    const [, next = ''] = /rel="next" href="([^"]+)"/.exec(first.html) ?? [];
    const second = await page(next.replaceAll('&amp;', '&'));
    expect(first.html).toContain(traceIdOf(6));
    expect(second.html).toContain(traceIdOf(3));
    expect(second.html).not.toContain('rel="next"');
  });

  it('keeps what was asked for in the form, and says when nothing fits', async () => {
    const { html } = await page('/?agent=nobody&outcome=failure');
    expect(html).toContain('value="nobody"');
    expect(html).toMatch(/<option value="failure"\s+selected/);
    expect(textOf(html)).toContain('No run fits these filters.');
  });

  it.each(['/?limit=0', '/?colour=red', '/?cursor=x'])('answers %s with a page', async (path) => {
    const { status, type, html } = await page(path);
    expect([status, type]).toEqual([400, 'text/html; charset=UTF-8']);
    expect(textOf(html)).toContain('Wrong request');
  });
});

describe('the page of a run', () => {
  it('says who made the run fail, how sure that is, and on what evidence', async () => {
    const { status, html } = await save(failing);
    expect(status).toBe(200);
    const text = textOf(html);
    expect(text).toContain('researcher made the run fail');
    expect(text).toMatch(/Confidence \d+ %/);
    expect(text).toMatch(/Evidence .*search timed out after 30 s/);
    expect(text).toContain('✗ failed tool invocation execute_tool search');
    expect(text).toMatch(/◆ root cause researcher/);
  });

  it('links each piece of evidence to a span that is on the page', async () => {
    const { html } = await save(failing);
    const links = [...html.matchAll(/href="#(span-[0-9a-f]+)"/g)].map(([, id]) => id);
    expect(links).toContain(`span-${spanIdOf(6)}`);
    for (const id of links) expect(html).toContain(`id="${id}"`);
  });

  it('writes shares as numbers beside the bars', async () => {
    const [planner] = runOf(failing).report.contributions;
    const { html } = await save(failing);
    const percent = Math.round((planner?.creditShare ?? 0) * 100);
    expect(textOf(html)).toMatch(new RegExp(`planner ✓ success \\d+ % ${percent} % 110`));
  });

  it('blames nobody for a healthy run', async () => {
    const { html } = await save(healthy);
    expect(textOf(html)).toContain('The run succeeded (2 agents, 7 spans).');
    expect(html).not.toMatch(/◆|<h2 id="(evidence|candidates)"/);
  });

  it('shows which agent started which', async () => {
    const { html } = await save(agent('lead', [agent('helper', [llm()]), agent('helper', [llm()])]));
    expect(textOf(html)).toContain('lead → helper (2×)');
  });

  it('shows evidence about a span that is not there', async () => {
    const { html } = await save(failing, {
      evidence: [{ kind: 'error', spanId: 'f'.repeat(16), text: 'gone' }],
    });
    expect(html).not.toContain(`#span-${'f'.repeat(16)}`);
    expect(textOf(html)).toContain(`gone ${'f'.repeat(16)}`);
  });

  it('shows what failed of a run that is too large for a page', async () => {
    const many = Array.from({ length: 600 }, () => llm());
    const { html } = await save(workflow('w', [agent('a', [...many, tool('last', 'broken')])]));
    const text = textOf(html);
    expect(text).toContain('500 of 603 spans are shown');
    expect(text).toContain('✗ failed tool invocation execute_tool last');
    expect(html.match(/id="span-/g)).toHaveLength(500);
  });

  it('answers with a page when there is none', async () => {
    const { status, type, html } = await page(`/traces/${traceIdOf(1)}`);
    expect([status, type]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(textOf(html)).toContain('Not found');
  });
});

describe('text from elsewhere', () => {
  const attack = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;

  it('never becomes markup on the page of a run', async () => {
    const { report } = runOf(failing);
    const { html } = await save(
      {
        ...workflow(attack, [agent(attack, [llm(), tool(attack, attack, { [attack]: attack })], attack)]),
        error: attack,
      },
      {
        summary: attack,
        taskId: attack,
        warnings: [attack],
        evidence: [{ kind: 'error', spanId: attack, text: attack }],
        candidates: report.candidates.map((candidate) => ({
          ...candidate,
          agent: attack,
          spanId: attack,
          terms: [{ name: attack, value: 1, weight: 1, spanIds: [attack] }],
        })),
      },
    );
    expect(html).not.toMatch(/<script|<img/i);
    expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(10);
  });

  it('never becomes markup on the list, not even from the address', async () => {
    await save(workflow(attack, [agent(attack, [llm()])]));
    const { html } = await page(`/?agent=${encodeURIComponent(attack)}`);
    const { html: wrong } = await page(`/?${encodeURIComponent(attack)}=1`);
    expect(html).not.toMatch(/<script|<img/i);
    expect(wrong).not.toMatch(/<script|<img/i);
    expect(html).toContain('&lt;script&gt;');
  });

  it('meets a page without scripts, handlers or inline style', async () => {
    const { html } = await save(failing);
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
  });
});

it('serves the stylesheet to be kept for ever, at an address that changes with it', async () => {
  const [, path = ''] = /rel="stylesheet" href="([^"]+)"/.exec((await page('/')).html) ?? [];
  expect(path).toMatch(/^\/assets\/style\.css\?v=[0-9a-f]{12}$/);
  const response = await tracker.app.request(path);
  expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(response.headers.get('cache-control')).toContain('immutable');
});
