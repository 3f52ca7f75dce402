/** Who called whom, in which order, why, and with what: agents that call agents. */
import { trackExecution } from '@agent-attribution/instrumentation';
import { openEmbeddedTracker } from '../embedded-tracker.mjs';

const tracker = await openEmbeddedTracker();

trackExecution({ agentName: 'coordinator', taskId: 'trip-1' }, () => {
  trackExecution(
    { agentName: 'planner', callReason: 'make a plan', dataPassed: { city: 'Lyon', days: 2 } },
    () => {
      trackExecution(
        { agentName: 'weather', callReason: 'rain?', dataPassed: { city: 'Lyon' } },
        () => 'dry',
      );
      trackExecution({ agentName: 'hotels', callReason: 'two nights' }, () => 'Hotel du Nord');
    },
  );
  trackExecution({ agentName: 'writer', callReason: 'tell the traveller' }, () => 'Bring no umbrella.');
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
