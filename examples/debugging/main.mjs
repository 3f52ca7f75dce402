/** Why did an agent not fire? One was never asked, one declined, one failed, and one did well. */
import { trackExecution, withNode } from '@agent-attribution/instrumentation';
import { openEmbeddedTracker } from '../embedded-tracker.mjs';

const tracker = await openEmbeddedTracker();

try {
  withNode('workflow', { name: 'review', conversationId: 'talk-1' }, () => {
    trackExecution({ agentName: 'planner' }, () => 'critic, then publisher');
    trackExecution({ agentName: 'critic' }, (execution) =>
      execution.shouldRespond(false, 0.2, 'the draft is shorter than 100 characters'),
    );
    trackExecution({ agentName: 'publisher' }, () => {
      throw new RangeError('the page is full');
    });
  });
} catch {
  // The run fails of the publisher; here we ask about each agent by itself.
}

for (const agent of ['planner', 'critic', 'publisher', 'translator']) {
  const { status, executions, possibleReasons } = await tracker.ask(
    `/api/debug/agents/${agent}?conversationId=talk-1`,
  );
  console.log(`${agent}: ${status}`);
  for (const { relevanceReasoning, errorMessage } of executions) {
    const reason = relevanceReasoning ?? errorMessage;
    if (reason !== undefined) console.log(`  because: ${reason}`);
  }
  for (const reason of possibleReasons) console.log(`  perhaps: ${reason}`);
}
await tracker.close();
