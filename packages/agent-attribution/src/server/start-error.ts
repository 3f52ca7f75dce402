import { OtlpServerError, StoreError } from '@agent-attribution/collector';
import { ConfigurationError } from '@agent-attribution/core';
import { TrackerError } from '@agent-attribution/tracker';
import { CommandError } from '../command-error.js';

/** What a person can change (a port in use, a folder, a certificate) as one sentence; anything else as it is. */
export function startError(error: unknown): unknown {
  const isForPeople = [OtlpServerError, StoreError, TrackerError, ConfigurationError].some(
    (kind) => error instanceof kind,
  );
  if (error instanceof TrackerError && error.code === 'insecure_host') {
    const means = 'AGENT_ATTRIBUTION_TOKEN, --host, --allow-unauthenticated';
    return new CommandError(`${error.message.replace(/\.$/, '')} (${means})`, 2);
  }
  if (error instanceof TrackerError && error.code === 'invalid_option')
    return new CommandError(error.message, 2);
  return isForPeople && error instanceof Error ? new CommandError(error.message, 1) : error;
}
