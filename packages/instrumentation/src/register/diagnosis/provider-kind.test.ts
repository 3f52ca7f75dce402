import { expect, it } from 'vitest';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ProxyTracerProvider } from '@opentelemetry/api';
import { providerKindOf } from './provider-kind.js';

class SentryTracerProvider {
  getTracer(): void {}
  forceFlush(): void {}
}

const behindProxy = (provider: ConstructorParameters<typeof NodeTracerProvider>[0]): ProxyTracerProvider => {
  const proxy = new ProxyTracerProvider();
  proxy.setDelegate(new NodeTracerProvider(provider));
  return proxy;
};

it.each([
  ['the API as it starts', new ProxyTracerProvider(), 'none'],
  ['SDK 2', new NodeTracerProvider(), 'sealed'],
  ['SDK 2 behind the proxy', behindProxy({}), 'sealed'],
  ['SDK 1', { getTracer() {}, forceFlush() {}, addSpanProcessor() {} }, 'joinable'],
  ['Sentry', new SentryTracerProvider(), 'sentry'],
  ['something else', { getTracer() {} }, 'other'],
])('%s', (_name, provider, kind) => {
  expect(providerKindOf(provider)).toBe(kind);
});
