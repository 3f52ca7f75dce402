import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** A request that a destination got. */
export interface DeliveredRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Inflated. */
  readonly body: Buffer;
}

export interface OtlpDestination {
  readonly port: number;
  readonly url: string;
  readonly requests: readonly DeliveredRequest[];
  close(): Promise<void>;
}

type Answer = (response: ServerResponse, request: DeliveredRequest) => void;

/** Takes everything over HTTP and answers as told; by default with an empty success. */
export function startOtlpDestination(
  answer: Answer = (response) => response.end(),
  port = 0,
): Promise<OtlpDestination> {
  const requests: DeliveredRequest[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((raw) => {
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
      const delivered = { path: request.url ?? '', headers: request.headers, body };
      requests.push(delivered);
      answer(response, delivered);
    });
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const { port: bound } = server.address() as AddressInfo;
      resolve({
        port: bound,
        url: `http://127.0.0.1:${bound}`,
        requests,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
