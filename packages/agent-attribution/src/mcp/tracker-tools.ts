import { FAILURE_CATEGORIES, RUN_OUTCOMES } from '@agent-attribution/semantic-conventions';
import { z } from 'zod';
import { DETAIL_COMMANDS } from '../commands/tracker/detail-commands.js';
import { textAt } from '../commands/tracker/json-reading.js';
import { LIST_COMMANDS } from '../commands/tracker/list-commands.js';
import type { TrackerClient } from '../commands/tracker/tracker-client.js';
import type { CommandInput, TrackerCommand } from '../commands/tracker/tracker-command.js';
import { PLAIN } from '../render/palette.js';
import { defineTool } from './mcp-tool.js';
import type { McpTool } from './mcp-tool.js';

const COMMANDS: ReadonlyMap<string, TrackerCommand> = new Map(
  [...LIST_COMMANDS, ...DETAIL_COMMANDS].map((command) => [command.name, command]),
);

/** What a command of the command line prints, without colours. */
async function shown(
  name: string,
  tracker: TrackerClient,
  names: readonly string[],
  options: Readonly<Record<string, string>> = {},
): Promise<string> {
  const command = COMMANDS.get(name);
  if (command === undefined) throw new Error(`there is no command ${name}`);
  const input: CommandInput = { names, option: (option) => options[option] };
  return command.show(await command.ask(tracker, input), PLAIN, input).join('\n');
}

const traceId = z.string().min(1).describe('Trace id of a run, 32 hex digits.');

const listRuns = defineTool({
  name: 'list_runs',
  title: 'List runs',
  description:
    'Runs of multi-agent programs, newest first, with the agent at fault and a one-line verdict. Start here to find a trace id.',
  input: z.strictObject({
    agent: z.string().optional().describe('Only runs in which this agent took part.'),
    outcome: z.enum(RUN_OUTCOMES).optional(),
    category: z.enum(FAILURE_CATEGORIES).optional().describe('Failure category of the root cause.'),
    goal: z.string().optional().describe('Id of the goal.'),
    conversation: z.string().optional().describe('Id of the conversation.'),
    limit: z.number().int().min(1).max(50).default(10),
    cursor: z.string().optional().describe('For older runs: the cursor at the end of a list.'),
  }),
  answer: ({ limit, ...filters }, { ask }) =>
    ask(async (tracker) => {
      const runs = COMMANDS.get('runs');
      const answer = await tracker.get('/api/traces', { ...filters, limit: String(limit) });
      const lines = runs?.show(answer, PLAIN, { names: [], option: () => undefined }) ?? [];
      const next = textAt(answer, 'nextCursor');
      return [...lines, ...(next === '–' ? [] : [`… older runs: call again with cursor ${next}`])].join('\n');
    }),
});

const getVerdict = defineTool({
  name: 'get_verdict',
  title: 'Verdict of a run',
  description:
    'Which agent and step made a run fail, why, how sure that is, the evidence by span, and what each agent earned and cost.',
  input: z.strictObject({ run_id: z.string().min(1).describe('Id of a trace or of a task.') }),
  answer: ({ run_id }, { ask }) => ask((tracker) => shown('run', tracker, [run_id])),
});

const getEvidence = defineTool({
  name: 'get_evidence',
  title: 'Evidence of a run',
  description:
    'The evidence packet of a run as text: final answer, tool results in full and in order, failed attempts. Long; ask for the verdict first.',
  input: z.strictObject({ trace_id: traceId }),
  answer: ({ trace_id }, { ask }) =>
    ask((tracker) =>
      tracker.text(`/api/traces/${encodeURIComponent(trace_id)}/evidence`, { format: 'text' }),
    ),
});

const compareRuns = defineTool({
  name: 'compare_runs',
  title: 'Compare two runs',
  description:
    'In what two runs differ and where they first went different ways. Best with a run that failed and one that succeeded at the same task.',
  input: z.strictObject({ first: traceId, second: traceId }),
  answer: ({ first, second }, { ask }) => ask((tracker) => shown('compare', tracker, [first, second])),
});

const goalPatterns = defineTool({
  name: 'goal_patterns',
  title: 'Patterns of a goal',
  description:
    'What the runs of a goal have in common: errors, nodes that fail often, and what to change. Without a goal: of all runs.',
  input: z.strictObject({ goal: z.string().min(1).optional().describe('Id of the goal.') }),
  answer: ({ goal }, { ask }) =>
    ask(async (tracker) => {
      const options: Readonly<Record<string, string>> = goal === undefined ? {} : { goal };
      const patterns = await shown('patterns', tracker, [], options);
      return `${patterns}\n\nSuggestions\n${await shown('suggest', tracker, [], options)}`;
    }),
});

const whyAgentDidNotFire = defineTool({
  name: 'why_agent_did_not_fire',
  title: 'Why an agent did not fire',
  description:
    'Whether an agent ran in a conversation, and if not or not well, why: never invoked, skipped with its reason, failed, timed out.',
  input: z.strictObject({
    agent: z.string().min(1).describe('Name of the agent.'),
    conversation_id: z.string().min(1).describe('Id of the conversation.'),
  }),
  answer: ({ agent, conversation_id }, { ask }) =>
    ask((tracker) => shown('debug-agent', tracker, [agent], { 'conversation-id': conversation_id })),
});

/** Tools that ask a tracker. */
export const TRACKER_TOOLS: readonly McpTool[] = [
  listRuns,
  getVerdict,
  getEvidence,
  compareRuns,
  goalPatterns,
  whyAgentDidNotFire,
];
