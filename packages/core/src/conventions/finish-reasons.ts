/** Words of providers and runtimes for the finish reasons that the engine knows by one name. */
const KNOWN_AS: Readonly<Record<string, string>> = {
  tool_call: 'tool_calls',
  tool_use: 'tool_calls',
  function_call: 'tool_calls',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_context_window_exceeded: 'length',
  token_limit: 'length',
  content_filtered: 'content_filter',
  guardrail_intervened: 'content_filter',
  refusal: 'content_filter',
  safety: 'content_filter',
  prohibited_content: 'content_filter',
  blocklist: 'content_filter',
  recitation: 'content_filter',
  spii: 'content_filter',
};

/** Words that are ours already. */
const USUAL: ReadonlySet<string> = new Set([
  'stop',
  'tool_calls',
  'end_turn',
  'length',
  'content_filter',
  'error',
]);

const NONE: readonly string[] = [];

/** Finish reasons in lower case with underscores, each provider's own word put into ours. */
export function normalizeFinishReasons(reasons: readonly string[] | undefined): readonly string[] {
  if (reasons === undefined || reasons.length === 0) return NONE;
  if (reasons.every((reason) => USUAL.has(reason))) return reasons;
  return reasons.map((reason) => {
    const word = reason.toLowerCase().replaceAll('-', '_');
    return KNOWN_AS[word] ?? word;
  });
}
