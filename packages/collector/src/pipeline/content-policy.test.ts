import type { ContentPolicyName } from '@agent-attribution/core';
import { encodeMessage, readLogRecords, readOtlpProto, writeOtlpProto } from '@agent-attribution/otlp';
import { describe, expect, it } from 'vitest';
import { spanDocument, spanId, TRACE_ID } from '../../../../test/helpers/span-documents.js';
import { MemoryStore } from '../store/memory-store.js';
import { CollectorPipeline } from './collector-pipeline.js';
import type { OtlpPayload } from './otlp-sink.js';

const TOLD = 'the rates of quarter seven are unobtainable';
const SECRET = 'password=hunter2hunter2';

const AGENT = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'researcher' };
const TOOL = {
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.name': 'fetch_rates',
  'gen_ai.tool.call.arguments': SECRET,
  'gen_ai.tool.call.result': JSON.stringify({ error: TOLD }),
};
const TRACE = writeOtlpProto([
  spanDocument(1, { name: 'invoke_agent researcher', attributes: AGENT, statusCode: 'error' }),
  spanDocument(2, {
    parentSpanId: spanId(1),
    attributes: TOOL,
    events: [{ name: 'gen_ai.choice', attributes: { message: TOLD }, timeMicros: 1_700_000_000_000_100 }],
  }),
]);
const LATE = writeOtlpProto([spanDocument(3, { parentSpanId: spanId(2), attributes: TOOL })]);
const LOGS = encodeMessage('ExportLogsServiceRequest', {
  resourceLogs: [
    {
      scopeLogs: [
        {
          logRecords: [
            {
              traceId: TRACE_ID,
              spanId: spanId(2),
              eventName: 'gen_ai.user.message',
              body: { stringValue: `${TOLD} ${SECRET}` },
            },
          ],
        },
      ],
    },
  ],
});

/** All that leaves: the log record, the trace with its verdict, a late span, the revision. */
async function pass(contentPolicy: ContentPolicyName): Promise<readonly OtlpPayload[]> {
  const payloads: OtlpPayload[] = [];
  const clock = { nowMs: 0 };
  const pipeline = new CollectorPipeline({
    store: new MemoryStore(2 ** 20),
    sinks: [{ accept: (payload) => Promise.resolve(void payloads.push(payload)) }],
    assembly: { quietPeriodMs: 10 },
    now: () => clock.nowMs,
    contentPolicy,
  });
  const at = async (nowMs: number): Promise<void> => {
    clock.nowMs = nowMs;
    pipeline.tick();
    await pipeline.settled();
  };
  await pipeline.acceptLogs(LOGS);
  await pipeline.acceptTraces(TRACE);
  await at(10);
  await pipeline.acceptTraces(LATE);
  await at(20);
  await pipeline.shutdown();
  return payloads;
}

const allBytes = (payloads: readonly OtlpPayload[]): string =>
  Buffer.concat(
    payloads.flatMap(({ body, known }) => (known === undefined ? [body] : [body, known])),
  ).toString('latin1');

const verdicts = (payloads: readonly OtlpPayload[]) =>
  payloads
    .filter(({ signal }) => signal === 'traces')
    .flatMap(({ body }) => readOtlpProto(body).spans)
    .flatMap((span) => {
      const report = span.attribute('attribution.report');
      if (typeof report !== 'string') return [];
      const { verdict, rootCause, candidates, outcome, revision } = JSON.parse(report);
      return [{ verdict, rootCause, candidates, outcome, revision }];
    });

describe('the content policy', () => {
  it('keep lets everything pass', async () => {
    const payloads = await pass('keep');
    expect(payloads.map(({ signal }) => signal)).toEqual(['logs', 'traces', 'traces', 'traces']);
    expect(Buffer.from(payloads[0]?.body ?? [])).toEqual(Buffer.from(LOGS));
    expect(allBytes(payloads)).toContain(SECRET);
    expect(verdicts(payloads).map(({ verdict }) => verdict)).toEqual(['attributed', 'attributed']);
  });

  it('strip lets nothing of the content out, and gives the same verdicts', async () => {
    const payloads = await pass('strip');
    expect(allBytes(payloads)).not.toContain(TOLD);
    expect(allBytes(payloads)).not.toContain(SECRET);
    expect(verdicts(payloads)).toEqual(verdicts(await pass('keep')));
    expect(readLogRecords(payloads[0]?.body ?? new Uint8Array())[0]).toMatchObject({
      eventName: 'gen_ai.user.message',
      body: undefined,
    });
  });

  it('redact lets no secret out, and gives the same verdicts', async () => {
    const payloads = await pass('redact');
    expect(allBytes(payloads)).not.toContain('hunter2');
    expect(allBytes(payloads)).toContain(TOLD);
    expect(verdicts(payloads)).toEqual(verdicts(await pass('keep')));
  });
});
