/** Agents that decline: each says how relevant it thought itself and why, and a run without them is no failure. */
import { trackExecution, withNode } from '@agent-attribution/instrumentation';
import { openEmbeddedTracker } from '../embedded-tracker.mjs';

const tracker = await openEmbeddedTracker();
const question = 'When does the train to Lyon leave?';

const TEAM = [
  { agentName: 'timetable', topics: ['train', 'bus'] },
  { agentName: 'hotels', topics: ['hotel', 'room'] },
  { agentName: 'lawyer', topics: ['contract'] },
];

withNode('workflow', { name: 'answer', taskId: 'question-1' }, (run) => {
  for (const { agentName, topics } of TEAM) {
    trackExecution({ agentName, input: question }, (execution) => {
      execution.stage('should_respond');
      const isMine = topics.some((topic) => question.includes(topic));
      const reason = isMine ? `it is about a ${topics[0]}` : `it says nothing of ${topics.join(' or ')}`;
      execution.shouldRespond(isMine, isMine ? 0.95 : 0.05, reason);
      return isMine ? 'At 14:06.' : undefined;
    });
  }
  // Nothing else tells that the question was answered.
  run.setOutcome('success');
});

const { metadata } = await tracker.ask('/api/tasks/question-1');
console.log(`outcome  ${metadata.attribution.outcome}`);
const { executions } = await tracker.ask('/api/executions/skipped?hours=1');
for (const { agentName, relevanceScore, relevanceReasoning } of executions) {
  console.log(`skipped  ${agentName} (${relevanceScore}): ${relevanceReasoning}`);
}
await tracker.close();
