import { ConfigurationError } from '@agent-attribution/core';

/**
 * The parts of an endpoint.
 *
 * @throws ConfigurationError unless it is an http or https URL.
 */
export function readEndpoint(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError('endpoint', 'a URL such as http://localhost:4318', endpoint);
  }
  return url;
}
