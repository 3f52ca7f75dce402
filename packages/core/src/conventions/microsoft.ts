import { GEN_AI } from '@agent-attribution/semantic-conventions';
import type { Convention, ConventionRow } from './convention.js';
import { genAi } from './gen-ai.js';
import { readText } from './read.js';

const CALLER_AGENT = 'microsoft.a365.caller.agent.name';

/**
 * Microsoft's distribution of OpenTelemetry. Agents after a handoff carry the caller's name too; only the kind of the
 * span tells the handoff (CLIENT) from the agent (SERVER). `microsoft.gen_ai.main_agent.*`, which it copies onto every
 * span below, names the root agent and never the owner: it is not read.
 */
const microsoft: Convention = {
  ...genAi,
  id: 'microsoft',
  agentName: () => undefined,
  handoff: (span) => {
    const to = readText(span, GEN_AI.agentName);
    return to === undefined ? undefined : { from: readText(span, CALLER_AGENT), to };
  },
};

export const microsoftRows: readonly ConventionRow[] = [
  {
    id: 'microsoft.handoff',
    convention: microsoft,
    operations: ['invoke_agent'],
    key: CALLER_AGENT,
    kind: (span) => (span.kind === 'client' ? 'handoff' : undefined),
  },
];
