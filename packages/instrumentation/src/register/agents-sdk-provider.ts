import type { AgentsTracingProcessor } from '../openai-agents/index.js';

/**
 * Where the OpenAI Agents SDK keeps its trace provider. All of its copies in a process, ESM and CommonJS, share this
 * one, so joining here reaches the copy that the app uses without looking for it.
 */
const PROVIDER = Symbol.for('openai.agents.core.traceProvider');

/** What we call of that provider; everything of it may be missing in a version to come. */
interface AgentsTraceProvider {
  registerProcessor?: (processor: unknown) => void;
  setProcessors?: (processors: readonly unknown[]) => void;
  createTrace?: (...args: readonly unknown[]) => unknown;
}

/**
 * Adds a processor to the Agents SDK's provider: now if there is one, else as soon as the SDK makes it. It stays when
 * the app replaces the processors, as apps do to keep their runs from the vendor's own exporter.
 *
 * @param scope - the global object, for tests
 */
export const joinAgentsSdk = (processor: AgentsTracingProcessor, scope: object = globalThis): void => {
  const existing: unknown = Reflect.get(scope, PROVIDER);
  if (isProvider(existing)) {
    adopt(existing, processor);
    return;
  }
  Object.defineProperty(scope, PROVIDER, {
    configurable: true,
    get: () => undefined,
    set: (provider: unknown) => {
      Object.defineProperty(scope, PROVIDER, { configurable: true, writable: true, value: provider });
      if (isProvider(provider)) adopt(provider, processor);
    },
  });
};

const isProvider = (value: unknown): value is AgentsTraceProvider =>
  typeof value === 'object' && value !== null;

/**
 * Our processor joins with the first trace, so that it comes after those that were there: the SDK ends its processors one
 * after the other, and those of the app are not to wait for ours.
 */
const adopt = (provider: AgentsTraceProvider, processor: AgentsTracingProcessor): void => {
  const registerProcessor = provider.registerProcessor?.bind(provider);
  const setProcessors = provider.setProcessors?.bind(provider);
  const createTrace = provider.createTrace?.bind(provider);
  if (registerProcessor === undefined) return;
  let isJoined = createTrace === undefined;
  if (isJoined) registerProcessor(processor);
  if (createTrace !== undefined) {
    provider.createTrace = (...args) => {
      if (!isJoined) registerProcessor(processor);
      isJoined = true;
      return createTrace(...args);
    };
  }
  if (setProcessors !== undefined) {
    provider.setProcessors = (processors) =>
      setProcessors(isJoined ? [...processors, processor] : processors);
  }
};
