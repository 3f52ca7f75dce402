/**
 * An application that has an OpenTelemetry provider already: one span processor more, and every trace that leaves the
 * process carries its verdict. Here the trace is printed; put your own exporter in the place of the printer.
 */
import { withAgent, withLlmCall, withNode, withToolInvocation } from '@agent-attribution/instrumentation';
import { AttributionSpanProcessor } from '@agent-attribution/sdk';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { setTimeout as pause } from 'node:timers/promises';

const printer = {
  export(spans, done) {
    for (const { name, attributes } of spans) {
      const verdict =
        attributes['attribution.summary'] ?? attributes['attribution.contribution.outcome'] ?? '';
      console.log(`${name.padEnd(24)} ${verdict}`);
    }
    done({ code: 0 });
  },
  shutdown: async () => {},
};

const provider = new NodeTracerProvider({
  spanProcessors: [new AttributionSpanProcessor(new BatchSpanProcessor(printer))],
});
provider.register();

const model = async (text) => {
  await pause(5);
  return text;
};

const search = async () => {
  await pause(5);
  return { error: 'index not found' };
};

const publish = async (text) => {
  if (text === undefined) throw new TypeError('there is no text to publish');
};

try {
  await withNode('workflow', { name: 'news', taskId: 'news-42' }, async () => {
    const found = await withAgent('researcher', async () => {
      await withLlmCall({ model: 'my-model' }, () => model('search for it'));
      const result = await withToolInvocation('search', search);
      await withLlmCall({ model: 'my-model' }, () => model('here you are'));
      return result;
    });
    await withAgent('writer', () => withToolInvocation('publish', () => publish(found.text)));
  });
} catch (error) {
  console.log(`The run failed: ${error.message}\n`);
}
await provider.shutdown();
