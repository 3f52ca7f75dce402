import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../messages/encode-message.js';
import { readLogRecords } from '../spans/log-records.js';
import { readOtlpLogsProto } from '../spans/otlp-logs.js';
import { copySpans } from './copy-spans.js';
import { scanLogs } from './scan-logs.js';
import { hexId } from './scan-request.js';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);

const record = (traceId: string | undefined, text: string) => ({
  body: { stringValue: text },
  ...(traceId !== undefined && { traceId }),
});

const bytes = encodeMessage('ExportLogsServiceRequest', {
  resourceLogs: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeLogs: [
        { scope: { name: 'one' }, logRecords: [record(A, 'first'), record(B, 'second')] },
        { scope: { name: 'two' }, logRecords: [record(undefined, 'third'), record(A, 'fourth')] },
      ],
    },
    { scopeLogs: [{ logRecords: [record('0'.repeat(32), 'fifth')] }] },
  ],
});

describe('scanLogs', () => {
  const scanned = scanLogs(bytes);

  it('knows the trace of each record; none is empty, and so are zeros', () => {
    expect(scanned.traceIds.map(hexId)).toEqual([A, B, '', A, '']);
  });

  it('lets records be copied out with their resource and scope', () => {
    const copied = copySpans([{ ...scanned, spans: [1, 2] }]);
    expect(readLogRecords(copied).map(({ body }) => body)).toEqual(['second', 'third']);
    expect(readOtlpLogsProto(copied).logRecords).toBe(2);
    expect(Buffer.from(copied).toString('latin1')).toContain('shop');
  });

  it('lets all of them be copied to the same bytes', () => {
    const copied = copySpans([{ ...scanned, spans: [0, 1, 2, 3, 4] }]);
    expect(Buffer.from(copied)).toEqual(Buffer.from(bytes));
  });
});
