import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { decodeMessage } from '../../packages/otlp/dist/index.js';

/** Takes OTLP over HTTP on loopback, JSON or protobuf, and keeps the requests in their JSON form. */
export const startOtlpSink = async () => {
  const requests = [];
  const server = createServer((request, response) => {
    void buffer(request).then((sent) => {
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      const isJson = request.headers['content-type']?.includes('json');
      if (request.url.endsWith('/v1/traces') && body.length > 0)
        requests.push(
          isJson ? JSON.parse(body.toString()) : decodeMessage('ExportTraceServiceRequest', body),
        );
      response.setHeader('content-type', isJson ? 'application/json' : 'application/x-protobuf');
      response.end(isJson ? '{}' : '');
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
