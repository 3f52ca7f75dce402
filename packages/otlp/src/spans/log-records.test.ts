import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../messages/encode-message.js';
import { readLogRecords } from './log-records.js';

const TRACE_ID = 'a'.repeat(32);
const SPAN_ID = 'b'.repeat(16);

const read = (...logRecords: object[]) =>
  readLogRecords(
    encodeMessage('ExportLogsServiceRequest', { resourceLogs: [{ scopeLogs: [{ logRecords }] }] }),
  );

describe('log records', () => {
  it('show what the engine asks for', () => {
    const [record] = read({
      traceId: TRACE_ID,
      spanId: SPAN_ID,
      eventName: 'gen_ai.choice',
      timeUnixNano: '5000',
      body: { stringValue: 'done' },
      attributes: [{ key: 'index', value: { intValue: 0 } }],
    });
    expect({ ...record, body: record?.body, attributes: record?.attributes }).toEqual({
      traceId: TRACE_ID,
      spanId: SPAN_ID,
      eventName: 'gen_ai.choice',
      timeMicros: 5,
      body: 'done',
      attributes: { index: 0 },
    });
  });

  it('have empty ids and no name where the sender gave none', () => {
    expect(read({}, { traceId: 'aa' })).toMatchObject([
      { traceId: '', spanId: '', eventName: undefined, body: undefined },
      { traceId: '' },
    ]);
  });

  it('have the time at which they were observed where they have no other', () => {
    expect(read({ observedTimeUnixNano: '7000' })).toMatchObject([{ timeMicros: 7 }]);
  });
});
