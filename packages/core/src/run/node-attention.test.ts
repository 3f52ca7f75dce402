import { describe, expect, it } from 'vitest';

import { attentionReasons, executionQuality } from './node-attention.js';

const node = { nodeId: 'n', success: true };

describe('attention', () => {
  it.each([
    [{ retryCount: 3 }, []],
    [{ retryCount: 4 }, ['Excessive retries: 4']],
    [{ escalateCount: 2 }, []],
    [{ escalateCount: 3 }, ['Excessive escalations: 3']],
    [{ latencyMs: 60_000 }, []],
    [{ latencyMs: 60_001 }, ['High latency: 60001ms']],
    [{ tokensUsed: 100_000 }, []],
    [{ tokensUsed: 100_001 }, ['High token usage: 100001']],
    [{ totalSteps: 20 }, []],
    [{ totalSteps: 21 }, ['Many iterations: 21']],
    [{ success: false, error: 'boom' }, ['Node n failed: boom']],
    [{ success: false, totalSteps: 21 }, ['Node n failed: Unknown', 'Many iterations: 21']],
  ])('row 34: attention to a node with %j: %j', (fields, reasons) => {
    expect(attentionReasons({ ...node, ...fields })).toEqual(reasons);
  });

  it('row 34: execution quality by retries', () => {
    expect(executionQuality([node, node])).toBe('clean');
    expect(executionQuality([node, { ...node, retryCount: 1 }])).toBe('degraded');
    expect(executionQuality([{ ...node, retryCount: 1, retriesExhausted: true }, node])).toBe('failed');
  });
});
