import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { TraceDocumentError, readTraceDocument } from '@agent-attribution/otlp';
import type { SpanView } from '@agent-attribution/core';

/** Takes OTLP over HTTP on loopback and keeps the spans. */
export interface OtlpSink {
  /** Without a path. */
  readonly url: string;
  readonly spans: SpanView[];
  close(): Promise<void>;
}

export const startOtlpSink = async (): Promise<OtlpSink> => {
  const spans: SpanView[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      spans.push(...spansOf(body));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** A request without spans is none of our mistakes: it is how a client finds out whether anybody answers. */
const spansOf = (body: Uint8Array): readonly SpanView[] => {
  try {
    return readTraceDocument(body).spans;
  } catch (error) {
    if (error instanceof TraceDocumentError && error.code === 'no_spans') return [];
    throw error;
  }
};
