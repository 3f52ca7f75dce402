/** Who called whom, in which order, why, and with what: agents that call agents. */
import { setTimeout as pause } from 'node:timers/promises';
import { trackExecution } from '@agent-attribution/instrumentation';
import { openEmbeddedTracker } from '../embedded-tracker.mjs';

const tracker = await openEmbeddedTracker();

/** What an agent without a model does here: it takes a moment, and answers. */
const answers = (text) => () => pause(2, text);

await trackExecution({ agentName: 'coordinator', taskId: 'trip-1' }, async () => {
  const dataPassed = { city: 'Lyon', days: 2 };
  await trackExecution({ agentName: 'planner', callReason: 'make a plan', dataPassed }, async () => {
    await trackExecution({ agentName: 'weather', callReason: 'rain?', dataPassed }, answers('dry'));
    await trackExecution({ agentName: 'hotels', callReason: 'two nights' }, answers('Hotel du Nord'));
  });
  await trackExecution(
    { agentName: 'writer', callReason: 'tell the traveller' },
    answers('Take no umbrella.'),
  );
});

const { traceId } = await tracker.ask('/api/tasks/trip-1');
const { roots } = await tracker.ask(`/api/traces/${traceId}/call-chain`);
for (const { agent, status, calls } of roots) {
  console.log(`${agent}: ${status}`);
  for (const { parentAgent, childAgent, sequence, callReason } of calls) {
    console.log(`  ${parentAgent} → ${childAgent} (call ${sequence + 1}): ${callReason}`);
  }
}
await tracker.close();
