/** A planner hands over to a researcher, who has one tool. Traced by OpenInference's bridge. */
import { OpenAIAgentsInstrumentation } from '@arizeai/openinference-instrumentation-openai-agents';
import * as agents from '@openai/agents';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE, OTLP_URL } = process.env;
const exporter = new OTLPTraceExporter({ url: `${OTLP_URL}/v1/traces` });
const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
provider.register();
new OpenAIAgentsInstrumentation({ tracerProvider: provider }).manuallyInstrument(agents);

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
await provider.shutdown();
