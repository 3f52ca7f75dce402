/** Two agents of LangChain JS, one with a tool that fails. Knows nothing of tracing. */
import { RunnableLambda } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';

const agent = (name, work) =>
  RunnableLambda.from(work).withConfig({ runName: name, metadata: { lc_agent_name: name } });

const search = tool(
  async () => {
    throw new Error('index not found');
  },
  { name: 'search', schema: z.object({ query: z.string() }) },
);
const planner = agent('planner', async (question) => `look up: ${question}`);
const researcher = agent('researcher', async (query, config) => search.invoke({ query }, config));
const team = RunnableLambda.from(async (question, config) =>
  researcher.invoke(await planner.invoke(question, config), config),
).withConfig({ runName: 'team' });

try {
  await team.invoke('why?');
} catch (error) {
  console.log(`failed: ${error.message}`);
}
