import { expect, it } from 'vitest';
import { AgentsTracingProcessor } from '../openai-agents/index.js';
import { joinAgentsSdk } from './agents-sdk-provider.js';

const KEY = Symbol.for('openai.agents.core.traceProvider');

class Provider {
  processors: unknown[] = [];
  registerProcessor(processor: unknown): void {
    this.processors.push(processor);
  }
  setProcessors(processors: readonly unknown[]): void {
    this.processors = [...processors];
  }
  createTrace(): string {
    return `trace seen by ${this.processors.length}`;
  }
}

const scene = (): { scope: object; provider: Provider; ours: AgentsTracingProcessor } => ({
  scope: {},
  provider: new Provider(),
  ours: new AgentsTracingProcessor(),
});

it('joins a provider that is there', () => {
  const { scope, provider, ours } = scene();
  Reflect.set(scope, KEY, provider);
  joinAgentsSdk(ours, scope);
  expect(provider.createTrace()).toBe('trace seen by 1');
});

it('joins a provider that comes later, which is found where the SDK looks for it', () => {
  const { scope, provider, ours } = scene();
  joinAgentsSdk(ours, scope);
  expect(Reflect.get(scope, KEY)).toBeUndefined();
  Reflect.set(scope, KEY, provider);
  expect(Reflect.get(scope, KEY)).toBe(provider);
  expect(provider.createTrace()).toBe('trace seen by 1');
});

it("comes after the app's processors, once", () => {
  const { scope, provider, ours } = scene();
  joinAgentsSdk(ours, scope);
  Reflect.set(scope, KEY, provider);
  provider.registerProcessor('theirs');
  provider.createTrace();
  provider.createTrace();
  expect(provider.processors).toEqual(['theirs', ours]);
});

it('stays when the app replaces the processors', () => {
  const { scope, provider, ours } = scene();
  joinAgentsSdk(ours, scope);
  Reflect.set(scope, KEY, provider);
  provider.setProcessors([]);
  provider.createTrace();
  provider.setProcessors(['theirs']);
  expect(provider.processors).toEqual(['theirs', ours]);
});

it('leaves alone what it does not know', () => {
  const { scope, ours } = scene();
  joinAgentsSdk(ours, scope);
  Reflect.set(scope, KEY, { another: 'shape' });
  expect(Reflect.get(scope, KEY)).toEqual({ another: 'shape' });
});
