/** A planner hands over to a researcher, who has one tool. */
import { Agent, OpenAIProvider, Runner, tool } from '@openai/agents';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE } = process.env;

const searchArchive = tool({
  name: 'search_archive',
  description: 'Searches the archive of newspapers',
  parameters: z.object({ query: z.string() }),
  execute: async () => {
    if (ARCHIVE === 'offline') throw new Error('the archive is offline');
    return 'The bridge was opened in March 1932.';
  },
});
const researcher = new Agent({
  name: 'researcher',
  instructions: 'Answer from the archive.',
  tools: [searchArchive],
});
const planner = new Agent({ name: 'planner', instructions: 'Hand over.', handoffs: [researcher] });

const modelProvider = new OpenAIProvider({ apiKey: 'none', baseURL: `${MODEL_URL}/v1` });
const runner = new Runner({ modelProvider, model: 'tiny-1' });
try {
  console.log((await runner.run(planner, 'When was the bridge opened?', { maxTurns: 3 })).finalOutput);
} catch (error) {
  console.log(`failed: ${error.message}`);
}
