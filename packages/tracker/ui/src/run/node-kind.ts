/** What the timeline tells apart by colour; the list says the node type in words. */
export const KINDS = [
  ['llm', 'model call'],
  ['tool', 'tool'],
  ['check', 'check'],
  ['frame', 'agent, turn'],
  ['other', 'other'],
  ['failed', '✗ failed'],
] as const;

const KIND_OF: Readonly<Record<string, string>> = {
  llm_call: 'llm',
  embedding: 'llm',
  tool_invocation: 'tool',
  retrieval: 'tool',
  memory: 'tool',
  quality_check: 'check',
  budget_check: 'check',
  stagnation_check: 'check',
  guardrail: 'check',
  agent: 'frame',
  turn: 'frame',
  workflow: 'frame',
};

export const kindOf = ({
  nodeType,
  error,
}: {
  readonly nodeType: string;
  readonly error: string | null;
}): string => (error === null ? (KIND_OF[nodeType] ?? 'other') : 'failed');
