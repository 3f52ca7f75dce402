import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Terminal } from '../command-line.js';
import { createMcpServer } from '../mcp/create-mcp-server.js';
import { openTracker } from './tracker/tracker-client.js';
import { readInput } from './tracker/tracker-command.js';

/**
 * Answers a coding agent over standard input and output until its end is closed. Nothing but the protocol is written to
 * standard output.
 */
export async function mcp(args: readonly string[], terminal: Terminal): Promise<number> {
  const { place } = readInput({ name: 'mcp' }, args);
  const server = createMcpServer({
    terminal,
    async ask(question) {
      const tracker = await openTracker(place, terminal);
      try {
        return await question(tracker);
      } finally {
        await tracker.close();
      }
    },
  });
  await server.connect(new StdioServerTransport());
  await untilClosed();
  await server.close();
  return 0;
}

/** The agent that started us ends us by closing our input, or by a signal. */
function untilClosed(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
