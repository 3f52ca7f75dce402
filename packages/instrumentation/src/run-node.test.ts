import { setTimeout as sleep } from 'node:timers/promises';
import { SpanStatusCode, context, trace } from '@opentelemetry/api';
import { AlwaysOffSampler } from '@opentelemetry/sdk-trace-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedSpans } from '../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../test/helpers/recorded-spans.js';
import { NOOP_HANDLE } from './noop-handle.js';
import { withAgent } from './with-agent.js';
import { withNode } from './with-node.js';
import { withToolInvocation } from './with-tool-invocation.js';
import { withTurn } from './with-turn.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

describe('the result of a wrapped function', () => {
  it('is returned as it is', () => {
    const result = {};
    expect(withAgent('a', () => result)).toBe(result);
  });

  it('is the same promise, and the span has ended when those who wait for it go on', async () => {
    const promise = Promise.resolve(7);
    const returned = withAgent('a', () => promise);
    expect(returned).toBe(promise);
    expect(await returned).toBe(7);
    expect(recorded.all()).toHaveLength(1);
  });

  it('is adopted once when it is a lazy thenable', async () => {
    let executions = 0;
    const query = {
      // oxlint-disable-next-line unicorn/no-thenable -- what query builders return
      then: (resolve: (rows: string[]) => void) => {
        executions += 1;
        resolve(['row']);
      },
    };
    expect(await withToolInvocation('query', () => query)).toEqual(['row']);
    expect(executions).toBe(1);
    expect(recorded.all()).toHaveLength(1);
  });
});

describe('an error of a wrapped function', () => {
  class RateLimitError extends Error {}

  it('is recorded with its class and thrown again, the same object', () => {
    const error = new RateLimitError('slow down');
    expect(() =>
      withAgent('a', () => {
        throw error;
      }),
    ).toThrow(error);
    const span = recorded.named('invoke_agent a');
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: 'slow down' });
    expect(span.attributes['error.type']).toBe('RateLimitError');
    expect(span.events.map((event) => event.name)).toEqual(['exception']);
  });

  it("is recorded when a promise rejects, and the rejection stays the caller's", async () => {
    await expect(withAgent('a', () => Promise.reject(new RateLimitError('x')))).rejects.toThrow('x');
    expect(recorded.attributesOf('invoke_agent a')['error.type']).toBe('RateLimitError');
  });

  it.each([
    ['AbortError', 'cancelled'],
    ['TimeoutError', 'timeout'],
  ])('states the outcome of an %s as %s', (name, outcome) => {
    expect(() =>
      withAgent('a', () => {
        throw new DOMException('stopped', name);
      }),
    ).toThrow('stopped');
    expect(recorded.attributesOf('invoke_agent a')['attribution.outcome']).toBe(outcome);
  });

  it('does not overwrite the outcome that the program stated', () => {
    expect(() =>
      withAgent('a', (agent) => {
        agent.setOutcome('partial');
        throw new DOMException('stopped', 'AbortError');
      }),
    ).toThrow('stopped');
    expect(recorded.attributesOf('invoke_agent a')['attribution.outcome']).toBe('partial');
  });

  it('has the type _OTHER when it is no error', () => {
    expect(() =>
      withAgent('a', () => {
        // oxlint-disable-next-line typescript/only-throw-error -- programs do
        throw 'a string';
      }),
    ).toThrow('a string');
    expect(recorded.attributesOf('invoke_agent a')['error.type']).toBe('_OTHER');
  });
});

describe('nesting', () => {
  it('follows the active context, across await and in parallel branches', async () => {
    await withAgent('boss', async () => {
      await Promise.all(
        ['left', 'right'].map((name) =>
          withAgent(name, async () => {
            await sleep(1);
            await withToolInvocation(`${name} tool`, () => sleep(1));
          }),
        ),
      );
    });
    expect(recorded.parentOf('invoke_agent left')).toBe('invoke_agent boss');
    expect(recorded.parentOf('invoke_agent right')).toBe('invoke_agent boss');
    expect(recorded.parentOf('execute_tool left tool')).toBe('invoke_agent left');
    expect(recorded.parentOf('execute_tool right tool')).toBe('invoke_agent right');
    expect(recorded.attributesOf('execute_tool right tool')['gen_ai.agent.name']).toBe('right');
  });

  it('makes the span of the node the active one', () => {
    withNode('step', { name: 'plan' }, (node) => expect(trace.getActiveSpan()).toBe(node.span));
  });

  it('is flat without a context manager, and everything else works', async () => {
    await recorded.stop();
    recorded = recordSpans({ withContextManager: false });
    await withAgent({ name: 'a', taskId: 'T-1' }, () =>
      withTurn(async () => withToolInvocation('t', () => 1)),
    );
    expect(recorded.all().map((span) => span.name)).toEqual(['execute_tool t', 'turn', 'invoke_agent a']);
    expect(recorded.all().every((span) => span.parentSpanContext === undefined)).toBe(true);
    expect(recorded.attributesOf('invoke_agent a')['attribution.task.id']).toBe('T-1');
  });
});

describe('when nothing is recorded', () => {
  it('calls the function with the shared handle, and makes no span, without an SDK', async () => {
    await recorded.stop();
    const before = context.active();
    withAgent('a', (agent) => {
      expect(agent).toBe(NOOP_HANDLE);
      expect(context.active()).toBe(before);
      agent.setOutcome('success');
    });
    expect(recorded.all()).toEqual([]);
  });

  it('keeps the unsampled span in the context, so that nothing below is sampled either', async () => {
    await recorded.stop();
    recorded = recordSpans({ sampler: new AlwaysOffSampler() });
    withAgent('a', (agent) => {
      expect(agent).toBe(NOOP_HANDLE);
      expect(trace.getActiveSpan()?.spanContext().traceFlags).toBe(0);
    });
    expect(recorded.all()).toEqual([]);
  });
});

describe('failures of telling', () => {
  it('never become failures of the work', () => {
    const hostile = {
      toJSON: () => {
        throw new Error('no');
      },
    };
    expect(withToolInvocation({ name: 't', arguments: hostile }, () => 'done')).toBe('done');
  });
});
