/** A run that fails: the writer throws, but it was the researcher's look-up that went wrong and was passed on. */
import { withAgent, withLlmCall, withNode, withToolInvocation } from '@agent-attribution/instrumentation';
import { openEmbeddedTracker } from '../embedded-tracker.mjs';

const tracker = await openEmbeddedTracker();

const think = () => withLlmCall({ model: 'scripted' }, (call) => call.setTokens({ input: 100, output: 20 }));

const findRates = () => {
  think();
  // The tool reports its error as a result, so nothing throws here.
  return withToolInvocation('fetch_rates', () => ({ error: 'no rates on file for 2026-Q3' }));
};

const render = (rates) => {
  think();
  withToolInvocation('render_report', () => rates.open.toFixed(2));
};

try {
  withNode('workflow', { name: 'report', taskId: 'report-2' }, () => {
    const rates = withAgent('researcher', findRates);
    withAgent('writer', () => render(rates));
  });
} catch (error) {
  console.log(`the app saw  ${error.message}`);
}

const { metadata } = await tracker.ask('/api/tasks/report-2');
const { rootCause, contributions, evidence, summary } = metadata.attribution;
console.log(`root cause   ${rootCause.agent}, ${rootCause.failureCategory}, ${rootCause.failureAttribution}`);
console.log(`confidence   ${Math.round(rootCause.confidence * 100)} %`);
console.log(`in a word    ${summary}`);
for (const { agentName, blameShare } of contributions) {
  console.log(`blame        ${agentName}: ${Math.round(blameShare * 100)} %`);
}
for (const { kind, text } of evidence) console.log(`evidence     ${kind}: ${text}`);
await tracker.close();
