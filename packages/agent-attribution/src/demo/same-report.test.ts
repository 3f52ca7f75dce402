import { attributeTrace } from '@agent-attribution/core';
import type { AttributionReport, SpanView } from '@agent-attribution/core';
import { readTraceDocument } from '@agent-attribution/otlp';
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { runDemo } from './run-demo.js';
import type { DemoRun } from './run-demo.js';
import { SCENARIOS } from './scenarios.js';

/** The ways a trace of the demo can reach us after it has left its process, enriched as it is. */
const WAYS = {
  'OTLP/JSON': (run: DemoRun) => read(JsonTraceSerializer.serializeRequest([...run.spans])),
  protobuf: (run: DemoRun) => read(ProtobufTraceSerializer.serializeRequest([...run.spans])),
  'a line of JSONL': (run: DemoRun) => {
    const line = JsonTraceSerializer.serializeRequest([...run.spans]) ?? new Uint8Array();
    return read(Buffer.concat([Buffer.from('\n'), line, Buffer.from('\n')]));
  },
} as const;

function read(bytes: Uint8Array | undefined): readonly SpanView[] {
  return readTraceDocument(bytes ?? new Uint8Array()).spans;
}

describe.each(['upstream', 'quality-gate', 'healthy'])('the report on scenario %s', (name) => {
  let run: DemoRun;

  beforeAll(async () => {
    const scenario = SCENARIOS.get(name);
    if (scenario === undefined) throw new Error(`no scenario ${name}`);
    run = await runDemo(scenario);
  });

  it.each(Object.entries(WAYS))('is the one of the SDK when the trace comes as %s', (_, arrive) => {
    expect(attributeTrace(arrive(run))).toEqual<AttributionReport>(run.report);
  });

  it('is the same in any order of the spans', () => {
    const spans = [...WAYS.protobuf(run)];
    fc.assert(
      fc.property(fc.shuffledSubarray(spans, { minLength: spans.length }), (shuffled) => {
        expect(attributeTrace(shuffled)).toEqual(run.report);
      }),
      { numRuns: 50 },
    );
  });
});
