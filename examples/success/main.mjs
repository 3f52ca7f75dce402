/** A run that goes well: who earned the success, and what each agent cost. */
import {
  withAgent,
  withLlmCall,
  withNode,
  withQualityCheck,
  withToolInvocation,
} from '@agent-attribution/instrumentation';
import { openEmbeddedTracker } from '../embedded-tracker.mjs';

const tracker = await openEmbeddedTracker();

const think = (input, output) =>
  withLlmCall({ model: 'scripted' }, (call) => call.setTokens({ input, output }));

withNode('workflow', { name: 'report', taskId: 'report-1' }, () => {
  withAgent('researcher', () => {
    think(900, 60);
    withToolInvocation('search', () => ['rate 4.2 %']);
  });
  withAgent('writer', () => think(300, 200));
  withQualityCheck({ name: 'has a figure' }, () => ({ verdict: 'correct', confidence: 0.9 }));
});

const task = await tracker.ask('/api/tasks/report-1');
const { outcome, verdict, contributions } = task.metadata.attribution;
console.log(`task     ${task.status}`);
console.log(`outcome  ${outcome}, ${verdict}`);
for (const { agentName, creditShare, tokenUsage } of contributions) {
  console.log(`credit   ${agentName}: ${Math.round(creditShare * 100)} %, ${tokenUsage} tokens`);
}
await tracker.close();
