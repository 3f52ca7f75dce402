import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import type { Resource } from '@opentelemetry/resources';

/**
 * What the app is: `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` over the name in its `package.json`, since
 * `unknown_service:node` would mix the agents of all apps.
 */
export const appResource = (appName: string | undefined): Resource =>
  defaultResource()
    .merge(resourceFromAttributes(appName === undefined ? {} : { 'service.name': appName }))
    .merge(detectResources({ detectors: [envDetector] }));
