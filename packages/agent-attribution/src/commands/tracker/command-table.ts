import type { RunCommand } from '../../command-line.js';

/** Commands that ask a tracker, without their code: usage without the options that all of them take, and a summary. */
const ENTRIES: readonly (readonly [usage: string, summary: string])[] = [
  ['agents [--window 7d]', 'What each agent did, earned and cost.'],
  ['agent <name> [--window 7d]', 'One agent: ledger, latency, trends and when they turned.'],
  ['runs [--status S] [--agent NAME] [--goal ID] [--limit 20]', 'Runs with their verdict, newest first.'],
  ['run <id>', 'One run or task: the whole verdict.'],
  ['compare <id> <id>', 'In what two runs differ, and where they first went different ways.'],
  ['patterns [--goal ID]', 'What the runs of a goal have in common.'],
  ['suggest [--goal ID]', 'What to change, from what the runs of a goal have in common.'],
  ['tracking-stats [--hours 24]', 'Recent and failed executions, and how good responses were.'],
  ['view-execution <id>', 'One execution: error, response, stages and calls.'],
  ['failures [--hours 24] [--limit 20] [--agent NAME]', 'Executions that failed or timed out.'],
  ['slow [--threshold-ms 5000] [--hours 24] [--limit 20] [--agent NAME]', 'Executions that took long.'],
  ['skipped [--hours 24] [--limit 20] [--agent NAME]', 'Executions that their agent declined, and why.'],
  [
    'poor-responses [--threshold 0.7] [--hours 24] [--limit 10] [--agent NAME]',
    'Responses that scored low, the worst first.',
  ],
  ['invalid-responses [--hours 24] [--limit 10] [--agent NAME]', 'Responses that were found invalid.'],
  ['debug-agent <agent> --conversation-id ID', 'Why an agent did, or did not, fire in a conversation.'],
];

async function load(name: string): Promise<RunCommand> {
  const [{ runTrackerCommand }, { LIST_COMMANDS }, { DETAIL_COMMANDS }] = await Promise.all([
    import('./tracker-command.js'),
    import('./list-commands.js'),
    import('./detail-commands.js'),
  ]);
  const command = [...LIST_COMMANDS, ...DETAIL_COMMANDS].find((known) => known.name === name);
  if (command === undefined) throw new Error(`no code for the command ${name}`);
  return runTrackerCommand(command);
}

/** The part of the list of commands that asks a tracker. */
export const TRACKER_COMMANDS: readonly {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<RunCommand>;
}[] = [
  ...ENTRIES.map(([usage, summary]) => {
    const name = usage.split(' ')[0] ?? '';
    return {
      name,
      usage: `${usage} [--json] [--url URL | --data DIR | --database-url URL]`,
      summary,
      load: () => load(name),
    };
  }),
  {
    name: 'purge',
    usage: 'purge --older-than 90d [--json] [--data DIR | --database-url URL]',
    summary: 'Forget the runs that were first kept longer ago.',
    load: async () => (await import('./purge.js')).purge,
  },
];
