/** A planner hands over to a researcher, who has one tool. Traced by openlit. */
import openlit from 'openlit';

const { MODEL_URL, ARCHIVE, OTLP_URL } = process.env;
const agents = await import('@openai/agents');
const { z } = await import('zod');
await openlit.default.init({
  applicationName: 'archive-app',
  otlpEndpoint: OTLP_URL,
  disableBatch: true,
  disableMetrics: true,
  instrumentations: { 'openai-agents': agents },
});

const searchArchive = agents.tool({
  name: 'search_archive',
  description: 'Searches the archive of newspapers',
  parameters: z.object({ query: z.string() }),
  execute: async () => {
    if (ARCHIVE === 'offline') throw new Error('the archive is offline');
    return 'The bridge was opened in March 1932.';
  },
});
const researcher = new agents.Agent({
  name: 'researcher',
  instructions: 'Answer from the archive.',
  tools: [searchArchive],
});
const planner = new agents.Agent({ name: 'planner', instructions: 'Hand over.', handoffs: [researcher] });

const modelProvider = new agents.OpenAIProvider({ apiKey: 'none', baseURL: `${MODEL_URL}/v1` });
const runner = new agents.Runner({ modelProvider, model: 'tiny-1' });
try {
  const { finalOutput } = await runner.run(planner, 'When was the bridge opened?', { maxTurns: 3 });
  console.log(finalOutput);
} catch (error) {
  console.log(`failed: ${error.message}`);
}
