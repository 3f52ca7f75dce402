/** Two agents in a graph: the planner hands over to the researcher, who has one tool. */
import { createInterface } from 'node:readline';
import { ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { Command, getCurrentTaskInput, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE } = process.env;
const model = new ChatOpenAI({
  model: 'tiny-1',
  apiKey: 'none',
  configuration: { baseURL: `${MODEL_URL}/v1` },
});

const searchArchive = tool(
  async () => {
    if (ARCHIVE === 'offline') throw new Error('the archive is offline');
    return 'The bridge was opened in March 1932.';
  },
  {
    name: 'search_archive',
    description: 'Searches the archive of newspapers',
    schema: z.object({ query: z.string() }),
  },
);
const transferToResearcher = tool(
  async (_input, { toolCall }) =>
    new Command({
      goto: 'researcher',
      graph: Command.PARENT,
      update: {
        messages: [
          ...getCurrentTaskInput().messages,
          new ToolMessage({ content: 'Transferred.', name: toolCall.name, tool_call_id: toolCall.id }),
        ],
      },
    }),
  { name: 'transfer_to_researcher', description: 'Hands over to the researcher', schema: z.object({}) },
);

const planner = createAgent({ name: 'planner', model, tools: [transferToResearcher] });
const researcher = createAgent({ name: 'researcher', model, tools: [searchArchive] });
const team = new StateGraph(MessagesAnnotation)
  .addNode('planner', (state) => planner.invoke(state), { ends: ['researcher'] })
  .addNode('researcher', (state) => researcher.invoke(state, { recursionLimit: 4 }))
  .addEdge(START, 'planner')
  .compile({ name: 'team' });

const ask = async () => {
  const { messages } = await team.invoke({
    messages: [{ role: 'user', content: 'When was the bridge opened?' }],
  });
  return messages.at(-1).text;
};

try {
  console.log(await ask());
} catch (error) {
  console.log(`failed: ${error.message}`);
}
// What it takes once all is loaded, a round for each line, for whoever asks.
if (process.env.TIMED === 'true') {
  for await (const _line of createInterface({ input: process.stdin })) {
    const start = performance.now();
    await ask();
    console.log(`took ${performance.now() - start} ms`);
  }
}
