import { once } from 'node:events';
import { connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import { TRACES_METHOD } from '../helpers/grpc-client.js';

/**
 * Sends bytes as the body of a gRPC call, where messages with their lengths are expected.
 *
 * @returns the status that comes back; undefined when the stream is broken off.
 */
export async function sendGarbageMessage(port: number, bytes: Uint8Array): Promise<number | undefined> {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  session.on('error', () => {});
  const stream = session.request({
    [constants.HTTP2_HEADER_METHOD]: 'POST',
    [constants.HTTP2_HEADER_PATH]: TRACES_METHOD,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  let status: number | undefined;
  const see = (headers: Readonly<Record<string, unknown>>): void => {
    if (headers['grpc-status'] !== undefined) status = Number(headers['grpc-status']);
  };
  stream.on('error', () => {});
  stream.on('response', see).on('trailers', see);
  stream.resume();
  stream.end(bytes);
  await once(stream, 'close');
  session.destroy();
  return status;
}

/** Sends bytes where a protocol is expected, and waits until the other end has had enough or we have. */
export async function sendGarbageBytes(port: number, bytes: Uint8Array): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.resume();
  socket.end(bytes);
  await once(socket, 'close');
}
