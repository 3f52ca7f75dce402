import type { AttributeValue } from '../span-view.js';
import { aiSdkRows } from './ai-sdk.js';
import { anthropicRows } from './anthropic.js';
import { attributionRows } from './attribution.js';
import { claudeCodeRows } from './claude-code.js';
import type { Convention, ConventionRow } from './convention.js';
import { fallbackRows } from './fallback.js';
import { genAiAttributeRows, genAiRows, genAiTransferRows } from './gen-ai.js';
import { googleAdkRows } from './google-adk.js';
import { laminarAgentsRows, laminarRows } from './laminar.js';
import { langfuseRows } from './langfuse.js';
import { langSmithRows } from './langsmith.js';
import { mastraRows } from './mastra.js';
import { microsoftRows } from './microsoft.js';
import { openAiAgentsRows } from './openai-agents.js';
import { openInferenceRows } from './openinference.js';
import { openlitGraphRows, openlitGuardrailRows, openlitRows } from './openlit.js';
import { sentryRows } from './sentry.js';
import { strandsRows } from './strands.js';
import { traceloopRows } from './traceloop.js';
import { voltAgentRows } from './voltagent.js';

/**
 * All rows in order of precedence: what states its node type outright first, then handoffs and guardrails in disguise,
 * the frameworks' own types, the GenAI operations, the most general last. LangSmith and Anthropic's SDK stand before
 * GenAI because their spans bear GenAI operations too, which say less (a retriever is `embeddings`) or count otherwise.
 */
export const CONVENTION_ROWS: readonly ConventionRow[] = [
  ...attributionRows,
  ...openlitRows,
  ...microsoftRows,
  ...openlitGuardrailRows,
  ...laminarAgentsRows,
  ...genAiTransferRows,
  ...langfuseRows,
  ...openInferenceRows,
  ...mastraRows,
  ...claudeCodeRows,
  ...voltAgentRows,
  ...laminarRows,
  ...traceloopRows,
  ...googleAdkRows,
  ...strandsRows,
  ...langSmithRows,
  ...anthropicRows,
  ...openlitGraphRows,
  ...genAiRows,
  ...genAiAttributeRows,
  ...aiSdkRows,
  ...openAiAgentsRows,
  ...sentryRows,
  ...fallbackRows,
];

/** A span of no convention: an HTTP call, a database query, a framework's own work. */
export const noConvention: Convention = { id: 'none' };

const ROWS_OF_ANY_OPERATION: readonly ConventionRow[] = CONVENTION_ROWS.filter(
  ({ operations }) => operations === undefined,
);

/** By operation the rows that can apply to it, in order: most rows are about an operation that the span does not have. */
const ROWS_BY_OPERATION: ReadonlyMap<AttributeValue | undefined, readonly ConventionRow[]> = new Map(
  [...new Set(CONVENTION_ROWS.flatMap(({ operations }) => operations ?? []))].map((operation) => [
    operation,
    CONVENTION_ROWS.filter(({ operations }) => operations?.includes(operation) ?? true),
  ]),
);

/** The rows to try for a span with this `gen_ai.operation.name`, in order of precedence. */
export function rowsFor(operation: AttributeValue | undefined): readonly ConventionRow[] {
  return ROWS_BY_OPERATION.get(operation) ?? ROWS_OF_ANY_OPERATION;
}
