/**
 * A small team runtime on the instrumentation's API: `node main.mjs [success|failure|partial]`. Agents work in parallel
 * and keep their evidence when they fail, a writer without tools puts it together, a validator judges, and a rejected
 * first attempt is repeated. The model is scripted; what is real is everything that the runtime records.
 */
import { addExperienceSink } from '@agent-attribution/instrumentation';
import { AttributionSpanProcessor } from '@agent-attribution/sdk';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { scriptedModel } from './scripted-model.mjs';
import { SCENARIOS } from './scenarios.mjs';
import { runTask } from './team.mjs';

const [name = 'success'] = process.argv.slice(2);
const scenario = SCENARIOS[name];
if (scenario === undefined) {
  console.error(`There is no scenario "${name}": choose one of ${Object.keys(SCENARIOS).join(', ')}.`);
  process.exit(1);
}

const printer = {
  export(spans, done) {
    for (const { attributes } of spans) {
      if (attributes['attribution.run.outcome'] === undefined) continue;
      console.log(`outcome     ${attributes['attribution.run.outcome']}`);
      console.log(`verdict     ${attributes['attribution.verdict']}`);
      console.log(`root cause  ${attributes['attribution.root_cause.agent'] ?? 'none'}`);
      console.log(`            ${attributes['attribution.summary']}`);
    }
    done({ code: 0 });
  },
  shutdown: async () => {},
};

const provider = new NodeTracerProvider({
  spanProcessors: [new AttributionSpanProcessor(new BatchSpanProcessor(printer))],
});
provider.register();
addExperienceSink({ submit: ({ summary }) => console.log(`experience  ${summary}`) });

const { packet, status, attempt } = await runTask({
  taskId: 'supplier-1',
  goal: 'Which supplier should we take?',
  model: scriptedModel(scenario.script),
  ...scenario,
});
for (const [index, { node, success, finishReason, error }] of packet.teamNodeResults.entries()) {
  const evidence = packet.teamRuns[index].toolResults.length;
  console.log(
    `node        ${node}: ${success ? 'done' : 'failed'} (${error ?? finishReason}), ${evidence} tool results`,
  );
}
console.log(`task        ${status} after ${attempt} attempt${attempt === 1 ? '' : 's'}`);
console.log(`answer      ${packet.finalOutput.trim() || 'none'}`);
await provider.shutdown();
