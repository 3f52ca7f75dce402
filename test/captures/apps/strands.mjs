/** A planner whose tool is a researcher, who has a tool of his own. */
import { Agent, tool } from '@strands-agents/sdk';
import { OpenAIModel } from '@strands-agents/sdk/models/openai';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE } = process.env;
const model = () =>
  new OpenAIModel({
    api: 'chat',
    modelId: 'tiny-1',
    apiKey: 'none',
    clientConfig: { baseURL: `${MODEL_URL}/v1`, maxRetries: 0 },
  });

const searchArchive = tool({
  name: 'search_archive',
  description: 'Searches the archive of newspapers',
  inputSchema: z.object({ query: z.string() }),
  callback: async () => {
    if (ARCHIVE === 'offline') throw new Error('the archive is offline');
    return 'The bridge was opened in March 1932.';
  },
});
const askResearcher = tool({
  name: 'ask_researcher',
  description: 'Asks the researcher',
  inputSchema: z.object({ question: z.string() }),
  callback: async ({ question }) => {
    const researcher = new Agent({
      name: 'researcher',
      model: model(),
      systemPrompt: 'Answer from the archive.',
      tools: [searchArchive],
      printer: false,
    });
    return String(await researcher.invoke(question));
  },
});
const planner = new Agent({ name: 'planner', model: model(), tools: [askResearcher], printer: false });
try {
  console.log(String(await planner.invoke('When was the bridge opened?')));
} catch (error) {
  console.log(`failed: ${error.message}`);
}
