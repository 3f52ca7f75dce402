import type { TracerProvider } from '@opentelemetry/api';
import type { Api } from './diagnosis/index.js';

/**
 * Gives the place of the global provider to one that the app registers later. The API lets only the first one in, so
 * without this an app that sets up its own tracing would lose it under `register`.
 *
 * @param taken - called once, with the app's provider
 */
export const yieldProvider = (api: Api, taken: (provider: TracerProvider) => void): void => {
  const { trace } = api;
  const setGlobal = trace.setGlobalTracerProvider.bind(trace);
  trace.setGlobalTracerProvider = (provider) => {
    trace.setGlobalTracerProvider = setGlobal;
    trace.disable();
    const isSet = setGlobal(provider);
    taken(provider);
    return isSet;
  };
};
