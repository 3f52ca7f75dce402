import { describe, expect, it } from 'vitest';
import { renderMetrics } from './prometheus-text.js';

describe('renderMetrics', () => {
  it('writes help, type and samples', () => {
    const text = renderMetrics([
      { name: 'spans_total', help: 'Spans.', type: 'counter', samples: [{ value: 3 }] },
    ]);
    expect(text).toBe('# HELP spans_total Spans.\n# TYPE spans_total counter\nspans_total 3\n');
  });

  it('escapes what labels may hold', () => {
    const samples = [{ labels: { agent: 'a"b\\c\nd' }, value: 1 }];
    expect(renderMetrics([{ name: 'runs', help: 'Runs.', type: 'gauge', samples }])).toContain(
      'runs{agent="a\\"b\\\\c\\nd"} 1\n',
    );
  });

  it('leaves out what has no samples', () => {
    expect(renderMetrics([{ name: 'runs', help: 'Runs.', type: 'gauge', samples: [] }])).toBe('');
  });
});
