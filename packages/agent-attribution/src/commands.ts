import type { RunCommand } from './command-line.js';
import { TRACE_FORMATS } from './commands/trace-formats.js';
import { TRACKER_COMMANDS } from './commands/tracker/command-table.js';
import { SCENARIO_NAMES } from './demo/scenario-names.js';

export interface Command {
  readonly name: string;
  /** How it is called, without the program's name. */
  readonly usage: string;
  /** What it does, for the list of commands. */
  readonly summary: string;
  /** Commands are loaded when they run: whoever analyzes a file does not wait for a web server and an agent runtime. */
  readonly load: () => Promise<RunCommand>;
}

export const COMMANDS: readonly Command[] = [
  {
    name: 'demo',
    usage: 'demo [--scenario NAME] [--json] [--once] [--port N]',
    summary: `Run a team of agents on a scripted model, attribute the run and show it. Scenarios: ${SCENARIO_NAMES.join(', ')}.`,
    load: async () => (await import('./commands/demo.js')).demo,
  },
  {
    name: 'analyze',
    usage: `analyze <file|dir|-> [--json|--markdown] [--format ${TRACE_FORMATS.join('|')}] [--fail-on CONFIDENCE] [--judge URL] [--corpus] [--profile information_seeking|transactional]`,
    summary:
      'Attribute the traces of a file, of a folder or of standard input. Exit 0 healthy, 1 culprit, 2 cannot tell.',
    load: async () => (await import('./commands/analyze.js')).analyze,
  },
  {
    name: 'serve',
    usage:
      'serve [--config FILE] [--host 127.0.0.1] [--otlp-http-port 4318] [--otlp-grpc-port 4317] [--port 4319] [--data DIR | --database-url URL] [--keep 90d] [--max-size 20G] [--allow-unauthenticated]',
    summary:
      'Take OTLP, attribute it, keep it and show it: receiver, store, API and pages in one process. With --config FILE it is laid out like a Collector and sends traces on as well; options win over the file. Every hour it forgets runs older than --keep ("all" keeps them) and, where the data folder is larger than --max-size (not limited by default), the oldest ones.',
    load: async () => (await import('./commands/serve.js')).serve,
  },
  {
    name: 'collector',
    usage: 'collector --config FILE [--validate]',
    summary:
      'Run the collector-side service that FILE describes: OTLP in, attribution, OTLP out. With --validate read the file and start nothing.',
    load: async () => (await import('./commands/collector.js')).collector,
  },
  ...TRACKER_COMMANDS,
  {
    name: 'mcp',
    usage: 'mcp [--url URL | --data DIR | --database-url URL]',
    summary:
      'Answer a coding agent over the Model Context Protocol, on standard input and output: runs, verdicts, evidence, comparisons, trace files.',
    load: async () => (await import('./commands/mcp.js')).mcp,
  },
  {
    name: 'doctor',
    usage: 'doctor [--json] [--trace FILE] [--url URL | --data DIR | --database-url URL]',
    summary:
      'Look at the app in this folder: what register would switch on, where spans would go, what has to be fixed. With --trace also at a file of its traces, and at what a tracker has seen of it. Exit 1 when something has to be fixed.',
    load: async () => (await import('./commands/doctor.js')).doctor,
  },
];
