import type { SecureContextOptions } from 'node:tls';
import { ServerCredentials } from '@grpc/grpc-js';

/** What `ServerCredentials.createSsl` gives, with a lowest TLS version, which that cannot be told. */
export class TlsCredentials extends ServerCredentials {
  constructor(context: SecureContextOptions) {
    super({ requestCert: context.ca !== undefined, rejectUnauthorized: true }, context);
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}
