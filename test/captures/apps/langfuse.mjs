/** A planner asks a researcher, who has one tool; marked with Langfuse's own functions. */
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { startActiveObservation } from '@langfuse/tracing';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';

const { MODEL_URL, ARCHIVE, OTLP_URL } = process.env;
const exporter = new OTLPTraceExporter({ url: `${OTLP_URL}/v1/traces` });
const provider = new NodeTracerProvider({
  spanProcessors: [new LangfuseSpanProcessor({ exporter, publicKey: 'none', secretKey: 'none' })],
});
provider.register();

const client = new OpenAI({ apiKey: 'none', baseURL: `${MODEL_URL}/v1`, maxRetries: 0 });
const ask = (content) =>
  startActiveObservation(
    'chat',
    async (generation) => {
      const { choices, model, usage } = await client.chat.completions.create({
        model: 'tiny-1',
        messages: [{ role: 'user', content }],
      });
      const cached = usage.prompt_tokens_details.cached_tokens;
      generation.update({
        model,
        input: content,
        output: choices[0].message.content,
        usageDetails: {
          input: usage.prompt_tokens - cached,
          input_cached_tokens: cached,
          output: usage.completion_tokens,
          total: usage.total_tokens,
        },
      });
      return choices[0].message.content;
    },
    { asType: 'generation' },
  );
const searchArchive = () =>
  startActiveObservation(
    'search_archive',
    async () => {
      if (ARCHIVE === 'offline') throw new Error('the archive is offline');
      return 'The bridge was opened in March 1932.';
    },
    { asType: 'tool' },
  );
const agent = (name, work) => startActiveObservation(name, work, { asType: 'agent' });

try {
  const answer = await startActiveObservation('team', () =>
    agent('planner', async () => {
      const question = await ask('When was the bridge opened?');
      return agent('researcher', async () => {
        await ask(question);
        return ask(await searchArchive());
      });
    }),
  );
  console.log(answer);
} catch (error) {
  console.log(`failed: ${error.message}`);
}
await provider.shutdown();
