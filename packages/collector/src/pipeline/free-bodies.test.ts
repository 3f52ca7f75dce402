import { readOtlpProto, writeOtlpProto } from '@agent-attribution/otlp';
import { describe, expect, it } from 'vitest';
import { spanDocument, spanId } from '../../../../test/helpers/span-documents.js';
import type { InFlightRecord } from '../store/in-flight-store.js';
import { MemoryStore } from '../store/memory-store.js';
import { CollectorPipeline } from './collector-pipeline.js';
import type { CollectorPipelineOptions } from './pipeline-options.js';

/** Has a copy of what it is given somewhere else, like a disk. */
class CopyingStore extends MemoryStore {
  override readonly isMemory = false;
  override append({ signal, body }: InFlightRecord): Promise<number> {
    return super.append({ signal, body: Uint8Array.from(body) });
  }
}

/** Sends a trace, wipes its body where that is allowed, and tells which spans arrived. */
async function sendAndWipe(options: Pick<CollectorPipelineOptions, 'store' | 'maxMemoryBytes'>) {
  const arrived: string[] = [];
  const accept = (payload: { readonly body: Uint8Array }) =>
    Promise.resolve(void arrived.push(...readOtlpProto(payload.body).spans.map(({ name }) => name)));
  const pipeline = new CollectorPipeline({ ...options, sinks: [{ accept }] });
  const body = writeOtlpProto([spanDocument(1), spanDocument(2, { parentSpanId: spanId(1) })]);
  const isFree = await pipeline.acceptTraces(body);
  if (isFree) body.fill(0);
  await pipeline.shutdown();
  return { isFree, arrived };
}

const ALL = ['span 1', 'span 2'];

describe('the memory of a body', () => {
  it('may be used again when the pipeline has a copy', async () => {
    expect(await sendAndWipe({ store: new CopyingStore(2 ** 20) })).toEqual({ isFree: true, arrived: ALL });
  });

  it('may not when the store holds it', async () => {
    expect(await sendAndWipe({ store: new MemoryStore(2 ** 20) })).toEqual({ isFree: false, arrived: ALL });
  });

  it('may not when it is too large to be copied', async () => {
    const sent = await sendAndWipe({ store: new CopyingStore(2 ** 20), maxMemoryBytes: 2 ** 12 });
    expect(sent).toEqual({ isFree: false, arrived: ALL });
  });
});
