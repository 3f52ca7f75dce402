/** A planner that may delegate to a researcher, who has one tool. Traced by VoltAgent itself. */
import { createOpenAI } from '@ai-sdk/openai';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { Agent, createTool, VoltAgentObservability } from '@voltagent/core';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE, OTLP_URL } = process.env;
const observability = new VoltAgentObservability({
  serviceName: 'archive-app',
  spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter({ url: `${OTLP_URL}/v1/traces` }))],
});
const model = createOpenAI({ apiKey: 'none', baseURL: `${MODEL_URL}/v1` }).chat('tiny-1');

const searchArchive = createTool({
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
  purpose: 'Knows the archive',
  instructions: 'Answer from the archive.',
  model,
  tools: [searchArchive],
  maxSteps: 2,
  observability,
});
const planner = new Agent({
  name: 'planner',
  instructions: 'Ask the researcher.',
  model,
  subAgents: [researcher],
  maxSteps: 2,
  observability,
});
try {
  const { text } = await planner.generateText('When was the bridge opened?');
  console.log(text === '' ? 'failed: no answer' : text);
} catch (error) {
  console.log(`failed: ${error.message}`);
}
await observability.shutdown();
process.exit(0);
