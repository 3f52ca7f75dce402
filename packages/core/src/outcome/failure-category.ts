import type { FailureAttribution, FailureCategory } from '@agent-attribution/semantic-conventions';

export function inferFailureCategory(
  message: string,
  options: { errorType?: string | undefined } = {},
): FailureCategory {
  const text = `${options.errorType ?? ''} ${message}`.toLowerCase();
  if (text.includes('budget')) return 'budget_exceeded';
  if (text.includes('timeout') || text.includes('timed out')) return 'timeout';
  if (text.includes('stagnation')) return 'stagnation';
  if (text.includes('delegation')) return 'delegation_failed';
  if (text.includes('quality') || text.includes('criteria')) return 'quality_gate_failed';
  return 'unknown';
}

export function failureAttributionFor(category: FailureCategory): FailureAttribution {
  if (category === 'budget_exceeded') return 'coordination_overhead';
  return category === 'quality_gate_failed' ? 'quality_gate' : 'direct';
}
