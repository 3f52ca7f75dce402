import { expect, it } from 'vitest';
import { spanDocument, spanId, TRACE_ID } from '../../../../test/helpers/span-documents.js';
import { writeOtlpProto } from '../document/write-otlp.js';
import { readOtlpProto } from '../spans/otlp-request.js';
import { groupByTrace } from './group-by-trace.js';

it('keeps traces and spans in the order in which they first appear', () => {
  const other = { traceId: 'b'.repeat(32) };
  const { spans } = readOtlpProto(
    writeOtlpProto([spanDocument(3, other), spanDocument(2), spanDocument(1, other)]),
  );
  const grouped = Array.from(groupByTrace(spans), ([id, trace]) => [id, trace.map((span) => span.spanId)]);
  expect(grouped).toEqual([
    [other.traceId, [spanId(3), spanId(1)]],
    [TRACE_ID, [spanId(2)]],
  ]);
});
