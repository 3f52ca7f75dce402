/** A planner that may call on a researcher, who has one tool. Traced by Mastra's own exporter. */
import { createOpenAI } from '@ai-sdk/openai';
import { Agent } from '@mastra/core/agent';
import { Mastra } from '@mastra/core/mastra';
import { createTool } from '@mastra/core/tools';
import { Observability } from '@mastra/observability';
import { OtelExporter } from '@mastra/otel-exporter';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE, OTLP_URL } = process.env;
const model = createOpenAI({ apiKey: 'none', baseURL: `${MODEL_URL}/v1` }).chat('tiny-1');

const searchArchive = createTool({
  id: 'search_archive',
  description: 'Searches the archive of newspapers',
  inputSchema: z.object({ query: z.string() }),
  execute: async () => {
    if (ARCHIVE === 'offline') throw new Error('the archive is offline');
    return { found: 'The bridge was opened in March 1932.' };
  },
});
const researcher = new Agent({
  id: 'researcher',
  name: 'researcher',
  description: 'Knows the archive',
  instructions: 'Answer from the archive.',
  model,
  tools: { search_archive: searchArchive },
  defaultOptions: { maxSteps: 2 },
});
const planner = new Agent({
  id: 'planner',
  name: 'planner',
  instructions: 'Ask the researcher.',
  model,
  agents: { researcher },
});
const mastra = new Mastra({
  agents: { planner },
  logger: false,
  observability: new Observability({
    configs: {
      otel: {
        serviceName: 'archive-app',
        exporters: [
          new OtelExporter({
            provider: { custom: { endpoint: `${OTLP_URL}/v1/traces`, protocol: 'http/json' } },
          }),
        ],
      },
    },
  }),
});

const { text } = await mastra.getAgent('planner').generate('When was the bridge opened?', { maxSteps: 2 });
console.log(text === '' ? 'failed: no answer' : text);
await mastra.observability.shutdown();
