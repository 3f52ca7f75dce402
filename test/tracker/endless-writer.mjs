/** Saves runs until it is killed; prints the trace id of each one that was acknowledged. */
import { ingestTrace, openSqliteStore } from '@agent-attribution/tracker';

const store = await openSqliteStore({ dataDir: process.argv[2] });
for (let n = 1; ; n++) {
  const traceId = n.toString(16).padStart(32, '0');
  const span = {
    traceId,
    spanId: '1'.repeat(16),
    parentSpanId: undefined,
    name: 'invoke_agent writer',
    kind: 'internal',
    startMicros: n,
    endMicros: n + 1,
    statusCode: 'unset',
    statusMessage: undefined,
    scopeName: 'test',
    events: [],
    links: [],
    droppedAttributesCount: 0,
    attribute: () => undefined,
    attributeKeys: () => [],
    resourceAttribute: () => undefined,
  };
  await ingestTrace(store, { spans: [span] });
  process.stdout.write(`${traceId}\n`);
}
