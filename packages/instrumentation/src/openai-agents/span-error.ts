import { textOf } from './agents-sdk.js';
import type { AgentsSpanError } from './agents-sdk.js';

/** The fixed messages of the Agents SDK, as values of `error.type`. */
const TYPE_OF_MESSAGE: Readonly<Record<string, string>> = {
  'Error running tool': 'tool_error',
  'Error running tool (non-fatal)': 'tool_error',
  'Guardrail tripwire triggered': 'guardrail_tripwire',
  'Max turns exceeded': 'max_turns_exceeded',
  'Multiple handoffs requested': 'multiple_handoffs',
  'Error in agent run': 'agent_run_error',
};

/** How the text of an error that was thrown begins: `RateLimitError: 429 …`. */
const CLASS_NAME = /^([A-Z]\w*):/u;

/** The class of the error behind a span's error where the SDK tells it, else what its fixed message stands for. */
export const errorTypeOfSpan = (error: AgentsSpanError): string =>
  CLASS_NAME.exec(textOf(error.data, 'error') ?? '')?.[1] ??
  CLASS_NAME.exec(error.message)?.[1] ??
  TYPE_OF_MESSAGE[error.message] ??
  '_OTHER';

/** The message, with the words of the error behind it: the fixed ones alone would not say what happened. */
export const errorMessageOfSpan = (error: AgentsSpanError): string => {
  const detail = textOf(error.data, 'error');
  return detail === undefined ? error.message : `${error.message}: ${detail}`;
};
