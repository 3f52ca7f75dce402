import { describe, expect, it } from 'vitest';
import { readOtlpLogsJson, readOtlpLogsProto } from './otlp-logs.js';

const LOGS = {
  resourceLogs: [
    { scopeLogs: [{ logRecords: [{ body: { stringValue: 'a' }, severityNumber: 9 }, {}] }, {}] },
    { scopeLogs: [{ logRecords: [{}] }] },
  ],
};

describe('a request of logs', () => {
  it('counts its records, in JSON as in protobuf', () => {
    const read = readOtlpLogsJson(Buffer.from(JSON.stringify(LOGS)));
    expect(read.logRecords).toBe(3);
    expect(readOtlpLogsProto(read.bytes).logRecords).toBe(3);
  });

  it('may be empty', () => {
    expect(readOtlpLogsProto(new Uint8Array()).logRecords).toBe(0);
  });

  it('is refused when it is broken', () => {
    const { bytes } = readOtlpLogsJson(Buffer.from(JSON.stringify(LOGS)));
    expect(() => readOtlpLogsProto(bytes.subarray(0, bytes.length - 1))).toThrow('malformed at byte');
  });
});
