import * as v from 'valibot';
import { byteSize, listenAddress, section, text, texts } from './fields.js';
import type { Field, ListenAddress } from './fields.js';

/** Who we are to whoever connects, and whom we let in. */
export interface ServerTlsConfig {
  readonly cert_file: string;
  readonly key_file: string;
  /** Senders must then show a certificate that one of these signed. */
  readonly client_ca_file?: string | undefined;
}

export interface AuthConfig {
  readonly bearer_token: string;
}

/** `receivers.otlp.protocols.http`: sizes in bytes. */
export interface HttpReceiverConfig {
  readonly endpoint: ListenAddress;
  readonly tls?: ServerTlsConfig | undefined;
  readonly auth?: AuthConfig | undefined;
  readonly max_request_body_size: number;
  readonly cors?: { readonly allowed_origins: readonly string[] } | undefined;
}

/** `receivers.otlp.protocols.grpc`: sizes in bytes. */
export interface GrpcReceiverConfig {
  readonly endpoint: ListenAddress;
  readonly tls?: ServerTlsConfig | undefined;
  readonly auth?: AuthConfig | undefined;
  readonly max_recv_msg_size: number;
}

/** `receivers.otlp`. */
export interface OtlpReceiverConfig {
  readonly protocols: {
    readonly http?: HttpReceiverConfig | undefined;
    readonly grpc?: GrpcReceiverConfig | undefined;
  };
}

const FILE = 'the path of a PEM file';

const tls: Field<ServerTlsConfig> = v.strictObject({
  cert_file: text('Certificate of the server, with the chain.', FILE),
  key_file: text('Its private key.', FILE),
  client_ca_file: v.exactOptional(text('Authorities whose certificates senders must show.', FILE)),
});

const auth: Field<AuthConfig> = v.strictObject({
  bearer_token: text('Senders must bring it as `Authorization: Bearer …`.', 'a token, best as ${env:NAME}'),
});

export const OTLP_RECEIVER_SECTION: Field<OtlpReceiverConfig> = v.strictObject({
  protocols: section(
    v.strictObject({
      http: v.exactOptional(
        section(
          v.strictObject({
            endpoint: v.optional(listenAddress('Where OTLP/HTTP is taken.'), '127.0.0.1:4318'),
            tls: v.exactOptional(section(tls)),
            auth: v.exactOptional(section(auth)),
            max_request_body_size: v.optional(
              byteSize('Limit of a request, before and after inflating.'),
              '64MiB',
            ),
            cors: v.exactOptional(
              section(
                v.strictObject({
                  allowed_origins: texts(
                    'Pages that may send, `*` for all.',
                    'origins such as https://app.example',
                  ),
                }),
              ),
            ),
          }),
        ),
      ),
      grpc: v.exactOptional(
        section(
          v.strictObject({
            endpoint: v.optional(listenAddress('Where OTLP/gRPC is taken.'), '127.0.0.1:4317'),
            tls: v.exactOptional(section(tls)),
            auth: v.exactOptional(section(auth)),
            max_recv_msg_size: v.optional(
              byteSize('Limit of a request, before and after inflating.'),
              '64MiB',
            ),
          }),
        ),
      ),
    }),
  ),
});
