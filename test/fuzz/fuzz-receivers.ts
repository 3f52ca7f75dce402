import { Agent, request as httpRequest } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type OtlpGrpcServer,
  type OtlpHttpServer,
  startOtlpGrpcServer,
  startOtlpHttpServer,
} from '@agent-attribution/collector';
import { GrpcClient, TRACES_METHOD } from '../helpers/grpc-client.js';
import { seededRandom } from '../helpers/mutate.js';
import { type Expected, type FuzzCase, fuzzCase, MAX_BODY_BYTES, expectedOfProto } from './fuzz-case.js';
import { sendGarbageBytes, sendGarbageMessage } from './garbage-frames.js';

/** What an answer means; anything else is a wrong status. */
const HTTP_MEANING: ReadonlyMap<number, Expected> = new Map([
  [200, 'taken'],
  [400, 'malformed'],
  [413, 'too_large'],
]);
const GRPC_MEANING: ReadonlyMap<number, Expected> = new Map([
  [0, 'taken'],
  [3, 'malformed'],
  [8, 'too_large'],
]);

export interface FuzzTally {
  /** Answers by kind of request and meaning, such as `JSON: malformed`. */
  readonly answers: Map<string, number>;
  /** What went wrong, with the number of the case. At most 20. */
  readonly failures: string[];
}

/** No answer in this time is a hang. */
const TIMEOUT_MS = 20_000;
const LANES = 8;

/** Receivers over HTTP and gRPC under attack. Whatever they let in must be OTLP to protobufjs as well. */
export class FuzzedReceivers {
  readonly tally: FuzzTally;
  readonly #http: OtlpHttpServer;
  readonly #grpc: OtlpGrpcServer;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: LANES });
  readonly #plain: GrpcClient;
  readonly #gzip: GrpcClient;

  private constructor(http: OtlpHttpServer, grpc: OtlpGrpcServer, failures: string[]) {
    this.tally = { answers: new Map(), failures };
    this.#http = http;
    this.#grpc = grpc;
    this.#plain = new GrpcClient(`127.0.0.1:${grpc.port}`);
    this.#gzip = new GrpcClient(`127.0.0.1:${grpc.port}`, { gzip: true });
  }

  static async start(): Promise<FuzzedReceivers> {
    const failures: string[] = [];
    const options = {
      port: 0,
      maxBodyBytes: MAX_BODY_BYTES,
      onTraces: ({ body }: { readonly body: Uint8Array }): void => {
        if (expectedOfProto(body) === 'malformed') failures.push('let in what protobufjs cannot read');
      },
      onError: (error: unknown): void => void failures.push(`internal error: ${String(error)}`),
    };
    const http = await startOtlpHttpServer(options);
    return new FuzzedReceivers(http, await startOtlpGrpcServer(options), failures);
  }

  /** Sends the cases of these numbers, several at the same time. */
  async run(first: number, count: number, seed: number): Promise<void> {
    let next = first;
    const lane = async (): Promise<void> => {
      for (let number = next++; number < first + count; number = next++) {
        await this.send(fuzzCase(number, seededRandom(seed + number)), `case ${number}`);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  async send(one: FuzzCase, name: string): Promise<void> {
    const answer = one.over === 'http' ? this.#sendHttp(one) : this.#sendGrpc(one);
    const seen = await withTimeout(answer, TIMEOUT_MS);
    const meaning =
      typeof seen === 'number' ? (one.over === 'http' ? HTTP_MEANING : GRPC_MEANING).get(seen) : undefined;
    const isRight =
      one.expected === 'either' ? meaning === 'taken' || meaning === 'malformed' : meaning === one.expected;
    if (!isRight && this.tally.failures.length < 20) {
      const hex = Buffer.from(one.body.subarray(0, 300)).toString('hex');
      this.tally.failures.push(`${name}, ${one.kind}: ${one.expected} expected, got ${seen}: ${hex}`);
    }
    const key = `${one.kind}: ${meaning ?? seen}`;
    this.tally.answers.set(key, (this.tally.answers.get(key) ?? 0) + 1);
  }

  /** Garbage where gRPC or HTTP is expected: it may be answered in any way but with success, and soon. */
  async sendGarbage(count: number, seed: number): Promise<void> {
    const random = seededRandom(seed);
    for (let left = count; left > 0; left -= 1) {
      const bytes = Buffer.from(Array.from({ length: 5 + Math.floor(random() * 60) }, () => random() * 256));
      // Now and then a frame that begins well: not compressed, with a length that is far too long or does not fit.
      if (left % 3 === 0) bytes.set([0, left % 2 === 0 ? 0xff : 0, 0, 0, 20]);
      const status = await withTimeout(sendGarbageMessage(this.#grpc.port, bytes), TIMEOUT_MS);
      if (status === 'no answer') this.tally.failures.push(`garbage message ${left}: no answer`);
      for (const port of [this.#grpc.port, this.#http.port]) {
        const sent = await withTimeout(sendGarbageBytes(port, bytes), TIMEOUT_MS);
        if (sent === 'no answer')
          this.tally.failures.push(`garbage bytes ${left}: the connection stays open`);
      }
    }
  }

  async close(): Promise<void> {
    this.#plain.close();
    this.#gzip.close();
    this.#agent.destroy();
    await Promise.all([this.#http.close(), this.#grpc.close()]);
  }

  #sendHttp({ contentType, gzip, body }: FuzzCase): Promise<number | string> {
    const headers = { 'Content-Type': contentType, ...(gzip ? { 'Content-Encoding': 'gzip' } : {}) };
    return new Promise((resolve) => {
      httpRequest(`${this.#http.url}/v1/traces`, { method: 'POST', agent: this.#agent, headers })
        .on('response', (response) => {
          response.resume().once('end', () => resolve(response.statusCode ?? 0));
        })
        .on('error', (error) => resolve(error.message))
        .end(body);
    });
  }

  async #sendGrpc({ gzip, body }: FuzzCase): Promise<number> {
    return (await (gzip ? this.#gzip : this.#plain).call(TRACES_METHOD, body)).code;
  }
}

async function withTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T | 'no answer'> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'no answer'>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), timeoutMs);
  });
  const result = await Promise.race([promise, timeout]);
  clearTimeout(timer);
  return result;
}

/** Bytes in use after a collection, those outside of the heap included. */
export function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
