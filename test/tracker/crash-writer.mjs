/** Keeps runs, revisions and late spans until it is killed; prints each trace id that was acknowledged. */
import { attributeTrace } from '@agent-attribution/core';
import { ingestTrace, openSqliteStore } from '@agent-attribution/tracker';

const [dataDir, round] = process.argv.slice(2);
const store = await openSqliteStore({ dataDir });
const AT_ONCE = 8;

const spansOf = (traceId, startMicros) =>
  ['writer', 'editor'].map((agent, index) => ({
    traceId,
    spanId: `${index + 1}`.repeat(16),
    parentSpanId: undefined,
    name: `invoke_agent ${agent}`,
    kind: 'internal',
    startMicros: startMicros + index,
    endMicros: startMicros + 1_000 * (index + 1),
    statusCode: index === 1 ? 'error' : 'unset',
    statusMessage: index === 1 ? 'timed out' : undefined,
    scopeName: 'test',
    events: [],
    links: [],
    droppedAttributesCount: 0,
    attribute: (key) => ({ 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': agent })[key],
    attributeKeys: () => ['gen_ai.operation.name', 'gen_ai.agent.name'],
    resourceAttribute: () => undefined,
  }));

async function keep(n) {
  // Every third run is one that is there already, judged again.
  const traceId = (Number(round) * 1_000_000 + (n % 3 === 2 ? n - 2 : n)).toString(16).padStart(32, '0');
  const spans = spansOf(traceId, 1_700_000_000_000_000 + n * 60_000_000);
  const seen = n % 2 === 0 ? spans.slice(0, 1) : spans;
  await ingestTrace(store, { spans: seen, report: attributeTrace(seen, { revision: n }) });
  process.stdout.write(`${traceId}\n`);
}

for (let n = 1; ; n += AT_ONCE) {
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => keep(n + index)));
}
