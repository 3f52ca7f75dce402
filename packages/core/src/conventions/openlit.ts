import { GEN_AI } from '@agent-attribution/semantic-conventions';
import type { Convention, ConventionRow } from './convention.js';
import { genAi } from './gen-ai.js';
import { readBoolean, readText } from './read.js';

const GUARDRAIL_TRIGGERED = 'gen_ai.guardrail.triggered';
const SOURCE_AGENT = 'gen_ai.agent.source';
const LANGGRAPH = 'langgraph';
const AGENTS_SDK_SCOPE = '@openlit/instrumentation-openai-agents';

/** OpenLIT writes agents, handoffs, guardrails and the nodes of a graph alike as `invoke_agent`. */
const openlit: Convention = {
  ...genAi,
  id: 'openlit',
  agentName: (span, kind) => (kind === 'agent' ? genAi.agentName?.(span, kind) : undefined),
  // Its agent ids are random for every span, so they identify nothing.
  agentId: () => undefined,
  handoff: (span) => {
    const to = readText(span, GEN_AI.agentName);
    return to === undefined ? undefined : { from: readText(span, SOURCE_AGENT), to };
  },
  guardrailTriggered: (span) => readBoolean(span, GUARDRAIL_TRIGGERED),
};

export const openlitRows: readonly ConventionRow[] = [
  {
    id: 'openlit.handoff',
    convention: openlit,
    operations: ['invoke_agent'],
    key: SOURCE_AGENT,
    kind: () => 'handoff',
  },
  {
    // What it does not know of the Agents SDK, the SDK's tasks and turns among it, becomes an agent without a name.
    id: 'openlit.unnamed',
    convention: openlit,
    operations: ['invoke_agent'],
    kind: (span) =>
      span.scopeName === AGENTS_SDK_SCOPE && readText(span, GEN_AI.agentName) === undefined
        ? 'step'
        : undefined,
  },
];

export const openlitGuardrailRows: readonly ConventionRow[] = [
  { id: 'openlit.guardrail', convention: openlit, key: GUARDRAIL_TRIGGERED, kind: () => 'guardrail' },
];

/** Every node of a LangGraph is an `invoke_agent`; those that call no model are no agents. */
export const openlitGraphRows: readonly ConventionRow[] = [
  {
    id: 'openlit.langgraph_node',
    convention: openlit,
    operations: ['invoke_agent'],
    kind: (span) => (readText(span, GEN_AI.providerName) === LANGGRAPH ? 'agent' : undefined),
    proviso: () => 'if_calling_model',
  },
];
