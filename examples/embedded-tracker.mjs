/**
 * What the examples below share: a tracker inside the process, without network. Traces are attributed when they end, kept in
 * a temporary folder, and asked for by the paths of the API, as `agent-attribution serve` answers them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupByTrace, readOtlpJson } from '@agent-attribution/otlp';
import { AttributionSpanProcessor } from '@agent-attribution/sdk';
import { createTrackerApp, ingestTrace, openSqliteStore } from '@agent-attribution/tracker';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

export async function openEmbeddedTracker() {
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  const store = await openSqliteStore({ dataDir: folder });
  const app = createTrackerApp({ store, version: '0.0.0' });

  /** Takes OTLP/JSON, as bytes or text. */
  const ingest = async (otlpJson) => {
    const { spans } = readOtlpJson(Buffer.from(otlpJson));
    for (const trace of groupByTrace(spans).values()) await ingestTrace(store, { spans: trace });
  };
  const exporter = {
    export: (spans, done) =>
      ingest(JsonTraceSerializer.serializeRequest(spans)).then(
        () => done({ code: 0 }),
        (error) => done({ code: 1, error }),
      ),
    shutdown: async () => {},
  };
  const provider = new NodeTracerProvider({
    spanProcessors: [new AttributionSpanProcessor(new BatchSpanProcessor(exporter))],
  });
  provider.register();

  return {
    ingest,
    /** The answer of the API, once everything that has ended is in the tracker. */
    async ask(path) {
      await provider.forceFlush();
      const response = await app.request(path);
      const body = await response.json();
      if (!response.ok) throw new Error(`${path}: ${body.detail}`);
      return body;
    },
    async close() {
      await provider.shutdown();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
