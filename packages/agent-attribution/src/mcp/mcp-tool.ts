import { z } from 'zod';
import type { Terminal } from '../command-line.js';
import type { TrackerClient } from '../commands/tracker/tracker-client.js';

/** What tools answer from. */
export interface McpSources {
  /** Asks the tracker; it is opened for the question and closed after it. */
  readonly ask: (question: (tracker: TrackerClient) => Promise<string>) => Promise<string>;
  readonly terminal: Terminal;
}

/** A question that a coding agent may ask. Tools change nothing. */
export interface McpTool {
  readonly name: string;
  readonly title: string;
  /** What it answers and when to ask it, in a sentence or two: each tool's description costs context. */
  readonly description: string;
  readonly input: z.ZodObject;
  /** @throws CommandError with one sentence that says what to do */
  answer(args: unknown, sources: McpSources): Promise<string>;
}

export interface ToolDefinition<S extends z.ZodObject> extends Omit<McpTool, 'input' | 'answer'> {
  readonly input: S;
  answer(args: z.infer<S>, sources: McpSources): Promise<string>;
}

/** Ties what a tool takes to what its code reads. */
export const defineTool = <S extends z.ZodObject>(tool: ToolDefinition<S>): McpTool => ({
  ...tool,
  answer: (args, sources) => tool.answer(tool.input.parse(args), sources),
});

/** The next part of an answer that was cut. */
export const OFFSET_INPUT: z.ZodDefault<z.ZodNumber> = z
  .number()
  .int()
  .min(0)
  .default(0)
  .describe('Where to go on in an answer that was cut.');
