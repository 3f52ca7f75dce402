import type { AttributeKeys } from '../keys/attribute-keys.js';
import { ByKeys } from '../keys/by-keys.js';
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

/** Rows that stand together and ask for the same attribute, so that it is looked up once for all of them. */
export interface Probe {
  /** Undefined: rows that are about the operation, or look at other things than attributes. */
  readonly key: string | undefined;
  readonly rows: readonly ConventionRow[];
}

const PROBES_OF_ANY_OPERATION = probesByKeys(
  CONVENTION_ROWS.filter(({ operations }) => operations === undefined),
);

/** By operation what can apply to it, in order: most rows are about an operation that the span does not have. */
const PROBES_BY_OPERATION: ReadonlyMap<AttributeValue | undefined, ByKeys<readonly Probe[]>> = new Map(
  [...new Set(CONVENTION_ROWS.flatMap(({ operations }) => operations ?? []))].map((operation) => [
    operation,
    probesByKeys(CONVENTION_ROWS.filter(({ operations }) => operations?.includes(operation) ?? true)),
  ]),
);

/** What to try for a span with these keys and this `gen_ai.operation.name`, in order of precedence. */
export function probesFor(operation: AttributeValue | undefined, keys: AttributeKeys): readonly Probe[] {
  return (PROBES_BY_OPERATION.get(operation) ?? PROBES_OF_ANY_OPERATION).of(keys);
}

function probesByKeys(rows: readonly ConventionRow[]): ByKeys<readonly Probe[]> {
  const probes = toProbes(rows);
  return new ByKeys((keys) => probes.filter(({ key }) => key === undefined || keys.has(key)));
}

function toProbes(rows: readonly ConventionRow[]): readonly Probe[] {
  const probes: { key: string | undefined; rows: ConventionRow[] }[] = [];
  for (const row of rows) {
    const last = probes.at(-1);
    if (last !== undefined && last.key === row.key) last.rows.push(row);
    else probes.push({ key: row.key, rows: [row] });
  }
  return probes;
}
