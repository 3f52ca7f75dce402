/** A month in the life of an agent: windows with quantiles, trends, and when they turned. The runs are made up here. */
import { openEmbeddedTracker } from '../embedded-tracker.mjs';

const DAY_MS = 86_400_000;
const DAYS = 30;
const RUNS_A_DAY = 4;

/** One run of the writer as OTLP/JSON: slower every day, and failing more often in the last ten. */
function runOf(daysAgo, n) {
  const startMs = Date.now() - daysAgo * DAY_MS - n * 60_000 - 120_000;
  const durationMs = 1_000 + (DAYS - daysAgo) * 200;
  const failed = daysAgo < 10 && n < (10 - daysAgo) / 3;
  const attributes = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'writer' };
  const span = {
    traceId: (daysAgo * RUNS_A_DAY + n + 1).toString(16).padStart(32, '0'),
    spanId: '0000000000000001',
    name: 'invoke_agent writer',
    startTimeUnixNano: `${startMs}000000`,
    endTimeUnixNano: `${startMs + durationMs}000000`,
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } })),
    status: failed ? { code: 2, message: 'the model timed out' } : {},
  };
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
}

const tracker = await openEmbeddedTracker();
for (let daysAgo = DAYS - 1; daysAgo >= 0; daysAgo--) {
  for (let n = 0; n < RUNS_A_DAY; n++) await tracker.ingest(runOf(daysAgo, n));
}

for (const window of ['7d', '30d']) {
  const ledger = await tracker.ask(`/api/agents/writer/performance?window=${window}`);
  const { totalExecutions, errorRate, p50DurationMs, p95DurationMs } = ledger;
  const seconds = [p50DurationMs, p95DurationMs].map((ms) => `${(ms / 1000).toFixed(1)} s`);
  console.log(
    `window  ${window}: ${totalExecutions} executions, ${Math.round(errorRate * 100)} % errors, p50 ${seconds[0]}, p95 ${seconds[1]}`,
  );
}
const { trends } = await tracker.ask('/api/agents/writer/trends');
for (const { metricName, windowSize, direction } of trends) {
  if (direction === 'improving' || direction === 'declining') {
    console.log(`trend   ${metricName} over ${windowSize}: ${direction}`);
  }
}
await tracker.close();
