import { attributeTrace } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { agent, check, llm, spansOf, tool, workflow } from '../../../core/src/testing/trace-builder.js';
import { agentGraphLines } from './agent-graph.js';
import { COLOURED, PLAIN, paletteFor } from './palette.js';
import { renderMarkdown } from './report-markdown.js';
import { renderReport } from './report-text.js';
import { tableLines, widthOf } from './table.js';
import { bar, duration, integer, usd } from './units.js';

const failed = attributeTrace(
  spansOf(
    workflow('report', [
      agent('researcher', [
        llm({ tokens: [1200, 80] }),
        tool('search', { result: '{"error":"no | rows <b>"}' }),
        llm(),
      ]),
      agent('writer', [llm(), tool('render', { error: { message: 'not a number' } })], {
        error: { message: 'not a number' },
      }),
    ]),
  ),
);

describe('renderReport', () => {
  it('says the verdict first and marks the culprit in words, not in colour alone', () => {
    const lines = renderReport(failed, PLAIN).split('\n');
    expect(lines[0]).toContain('researcher made the run fail');
    expect(lines.find((line) => line.includes('root cause'))).toContain('researcher ✗');
  });

  it('shows what each agent spent', () => {
    expect(renderReport(failed, PLAIN)).toMatch(/researcher .* 1 280 /);
  });

  it('lists no step that would be shown as 0 %', () => {
    const [first] = failed.candidates;
    if (first === undefined) throw new Error('no candidates');
    const candidates = [0.93, 0.066, 0.004].map((probability) => ({ ...first, probability }));
    const report = { ...failed, candidates };
    for (const text of [renderReport(report, PLAIN), renderMarkdown(report)]) {
      expect(text.match(/(?<=^[| ]+)\d+ %/gm)).toEqual(['93 %', '7 %']);
    }
  });

  it('leaves out sections that have nothing to say', () => {
    const healthy = attributeTrace(spansOf(agent('writer', [llm(), check('quality_check', 'correct')])));
    expect(renderReport(healthy, PLAIN)).not.toMatch(/EVIDENCE|LIKELY|WARNINGS/);
  });

  it('differs from the coloured form in styles only', () => {
    // eslint-disable-next-line no-control-regex -- the styles are control characters
    expect(renderReport(failed, COLOURED).replaceAll(/\u001B\[\d+m/g, '')).toBe(renderReport(failed, PLAIN));
  });
});

describe('renderMarkdown', () => {
  it('escapes what agents and tools wrote', () => {
    expect(renderMarkdown(failed)).toContain(String.raw`no \| rows \<b\>`);
  });
});

const draw = (agents: string[], edges: string[]) => agentGraphLines(agents, edges, (name) => name);

describe('agentGraphLines', () => {
  it('draws a chain and a fan-out', () => {
    expect(draw(['a', 'b', 'c', 'd'], ['a -> b', 'a -> c', 'c -> d'])).toEqual([
      'a',
      '├─▶ b',
      '└─▶ c',
      '    └─▶ d',
    ]);
  });

  it('draws every agent once when work goes round in a circle', () => {
    expect(draw(['a', 'b'], ['a -> b', 'b -> a'])).toEqual(['a', '└─▶ b  (also ─▶ a)']);
  });
});

describe('tableLines', () => {
  it('aligns by what is seen, styles and accents apart', () => {
    const rows = [
      [COLOURED.bad('é'), '1'],
      ['abc', '10'],
    ];
    const [title, ...lines] = tableLines(
      [{ title: 'n' }, { title: '#', align: 'right' }],
      rows,
      (text) => text,
    );
    expect([title, ...lines].map((line) => widthOf(line ?? ''))).toEqual([7, 7, 7]);
  });
});

describe('paletteFor', () => {
  it.each([
    [{ isTTY: true }, {}, COLOURED],
    [{ isTTY: true }, { NO_COLOR: '1' }, PLAIN],
    [{ isTTY: true }, { TERM: 'dumb' }, PLAIN],
    [{ isTTY: false }, {}, PLAIN],
  ])('%o %o', (stream, env, expected) => {
    expect(paletteFor(stream, env)).toBe(expected);
  });
});

describe('units', () => {
  it('writes durations as a person would', () => {
    expect([999, 1000, 59_949, 200_000, 3_720_000].map(duration)).toEqual([
      '999 ms',
      '1.0 s',
      '59.9 s',
      '3 min 20 s',
      '1 h 2 min',
    ]);
  });

  it('groups digits, and keeps unknown costs apart from none', () => {
    expect([integer(1234567), usd(null), usd(0), usd(0.0123), usd(12.5)]).toEqual([
      '1 234 567',
      '–',
      '$0.0000',
      '$0.0123',
      '$12.50',
    ]);
  });

  it('draws bars in eighths of a cell', () => {
    expect([bar(0, 2), bar(0.5, 2), bar(0.75, 2), bar(1, 2), bar(7, 2)]).toEqual(['', '█', '█▌', '██', '██']);
  });
});
