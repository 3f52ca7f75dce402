import type { OtlpPayload } from '../../pipeline/otlp-sink.js';
import type { TlsClientOptions } from '../../tls/tls-files.js';

export type Signal = OtlpPayload['signal'];

export type SendResult =
  | {
      readonly outcome: 'delivered';
      /** What the destination took no part of, and why; it must not be sent again. */
      readonly rejectedSpans: number;
      readonly message: string;
    }
  /** The same request may be taken later, not before `afterMs`. */
  | { readonly outcome: 'retry'; readonly reason: string; readonly afterMs: number }
  /** The same request would be refused again. */
  | { readonly outcome: 'refused'; readonly reason: string };

/** One request to one destination. */
export interface OtlpTransport {
  /** Never rejects. */
  send(signal: Signal, body: Uint8Array): Promise<SendResult>;
  /** Breaks off what is under way, which then ends with `retry`. */
  close(): void;
}

export interface OtlpTransportOptions {
  /**
   * Such as `http://localhost:4318` (HTTP: `/v1/traces` and so on are appended) or `https://collector:4317` (gRPC). The
   * scheme `https` stands for TLS.
   */
  readonly endpoint: string;
  /** Sent with each request, such as `{ authorization: 'Bearer …' }`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default `gzip`. */
  readonly compression?: 'gzip' | 'none' | undefined;
  /** How long a request may take, ms. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  readonly tls?: TlsClientOptions | undefined;
}

/** A destination that answers with more than this is not read to the end. */
export const MAX_RESPONSE_BYTES: number = 4 * 1024 * 1024;

export const DEFAULT_TIMEOUT_MS = 10_000;
