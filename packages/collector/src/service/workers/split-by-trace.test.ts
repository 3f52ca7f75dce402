import {
  encodeMessage,
  hexId,
  readLogRecords,
  scanLogs,
  scanRequest,
  writeOtlpProto,
} from '@agent-attribution/otlp';
import { describe, expect, it } from 'vitest';
import { spanDocument } from '../../../../../test/helpers/span-documents.js';
import { splitByTrace } from './split-by-trace.js';
import { workerOf } from './worker-of.js';

const traceIdOf = (n: number): string => (n + 1).toString(16).padStart(32, '0');
const latin = (traceId: string): string => Buffer.from(traceId, 'hex').toString('latin1');
/** Two traces of different workers. */
const FIRST = traceIdOf(0);
const OTHER = traceIdOf(
  Array.from({ length: 100 }, (_, n) => n).find(
    (n) => workerOf(latin(traceIdOf(n)), 2) !== workerOf(latin(FIRST), 2),
  ) ?? 0,
);
const requestOf = (...traceIds: readonly string[]) =>
  scanRequest(
    new Uint8Array(writeOtlpProto(traceIds.map((traceId, at) => spanDocument(at + 1, { traceId })))),
  );

const record = (text: string, traceId?: string) => ({
  body: { stringValue: text },
  ...(traceId && { traceId }),
});

describe('splitByTrace', () => {
  it('gives each worker its traces, in their order', () => {
    const parts = splitByTrace(requestOf(FIRST, OTHER, FIRST), 2);
    const ids = parts.map((part) => part && scanRequest(part));
    const of = (traceId: string) => ids[workerOf(latin(traceId), 2)];
    expect(of(FIRST)?.traceIds.map(hexId)).toEqual([FIRST, FIRST]);
    expect(of(FIRST)?.spanIds.map((id) => id.codePointAt(7))).toEqual([1, 3]);
    expect(of(OTHER)?.traceIds.map(hexId)).toEqual([OTHER]);
  });

  it('gives nothing to a worker that has none of the traces', () => {
    const parts = splitByTrace(requestOf(FIRST), 2);
    expect(parts.filter((part) => part !== undefined)).toHaveLength(1);
  });

  it('gives memory that nothing else is in, so that it can be handed over', () => {
    for (const request of [requestOf(FIRST), requestOf(FIRST, OTHER)]) {
      const parts = splitByTrace(request, 2).filter((part) => part !== undefined);
      for (const part of parts) expect(part.buffer.byteLength).toBe(part.byteLength);
      structuredClone(parts, { transfer: parts.map(({ buffer }) => buffer) });
      expect(scanRequest(request.bytes).traceIds).toEqual(request.traceIds);
    }
  });

  it('leaves no log record out, be it of a trace or of none', () => {
    const logRecords = [record('a'), record('b', FIRST), record('c', OTHER), record('d')];
    const bytes = encodeMessage('ExportLogsServiceRequest', {
      resourceLogs: [{ scopeLogs: [{ logRecords }] }],
    });
    const texts = splitByTrace(scanLogs(bytes), 2, 1).map((part) =>
      part === undefined ? [] : readLogRecords(part).map(({ body }) => body),
    );
    expect(new Set(texts.flat())).toEqual(new Set(['a', 'b', 'c', 'd']));
    expect(texts.flat()).toHaveLength(4);
    expect(texts[1]).toContain('a');
    expect(texts[workerOf(latin(OTHER), 2)]).toEqual(expect.arrayContaining(['c', 'd']));
  });
});

describe('workerOf', () => {
  it.each([
    ['counted up', traceIdOf],
    ['of a time and a number', (n: number) => `6553f100${(n * 7919).toString(16).padStart(24, '0')}`],
  ])('spreads ids that are %s evenly', (_, idOf) => {
    const counts = [0, 0, 0];
    for (let n = 0; n < 3000; n++)
      counts[workerOf(latin(idOf(n)), 3)] = (counts[workerOf(latin(idOf(n)), 3)] ?? 0) + 1;
    for (const count of counts) expect(count).toBeGreaterThan(900);
  });
});
