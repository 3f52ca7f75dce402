import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FAILURE_CATEGORIES, TERMINATION_REASONS } from '@agent-attribution/semantic-conventions';

import { failureAttributionFor, inferFailureCategory } from './failure-category.js';

describe('failure category', () => {
  it.each([
    ['tool invocation failed: timeout', 'timeout'],
    ['tool execution failed', 'tool_failure'],
    ['budget exceeded', 'budget_exceeded'],
    ['quality criteria not met', 'quality_gate_failed'],
    ['', 'unknown'],
    ['delegation failed: tool unavailable', 'delegation_failed'],
    ['Quality timeout', 'timeout'],
    ['criteria: stagnation', 'stagnation'],
    ['BUDGET', 'budget_exceeded'],
    ['budget timeout', 'budget_exceeded'],
    ['tool failed', 'unknown'],
    ['Request timed out', 'timeout'],
    ['MCP tool crashed', 'tool_failure'],
    ['Tool error: no such file', 'tool_failure'],
    ['Provider error on turn 3: RateLimitError', 'unknown'],
  ])('row 3: failure category of the message %j is %s', (message, category) => {
    expect(inferFailureCategory(message)).toBe(category);
  });

  it.each([
    ['ProviderQuotaExceededError', 'provider_refused'],
    ['AuthenticationError', 'provider_refused'],
    ['ModelNotFoundError', 'provider_refused'],
    ['InvalidRequestError', 'provider_refused'],
    ['ContentFilterError', 'provider_refused'],
    ['ProviderTimeoutError', 'timeout'],
    ['RateLimitError', 'provider_unavailable'],
    ['ProviderConnectionError', 'provider_unavailable'],
    ['ProviderInternalError', 'provider_unavailable'],
    ['TimeoutError', 'timeout'],
    ['timeout', 'timeout'],
    ['AbortError', 'timeout'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['java.net.SocketTimeoutException', 'timeout'],
    ['httpx.ReadTimeout', 'timeout'],
    ['ECONNREFUSED', 'provider_unavailable'],
    ['APIConnectionError', 'provider_unavailable'],
    ['openai.error.RateLimitError', 'provider_unavailable'],
    ['rate_limit_error', 'provider_unavailable'],
    ['overloaded_error', 'provider_unavailable'],
    ['PermissionDeniedError', 'provider_refused'],
    ['tool_error', 'tool_failure'],
    ['429', 'provider_unavailable'],
    ['500', 'provider_unavailable'],
    ['599', 'provider_unavailable'],
    ['504', 'timeout'],
    ['401', 'provider_refused'],
    ['403', 'provider_refused'],
  ])(
    'row 3: failure category of the error type %s is %s, whatever the message says',
    (errorType, category) => {
      expect(inferFailureCategory('budget', { errorType })).toBe(category);
    },
  );

  it.each(['600', '5000', 'ValueError', 'Error', ''])(
    'reads the message when the error type %j has no row',
    (errorType) => {
      expect(inferFailureCategory('delegation refused', { errorType })).toBe('delegation_failed');
    },
  );

  it('takes the nearest class of a chain that has a row', () => {
    const errorType = ['AcmeQuotaError', 'RateLimitError', 'ConnectionError', 'Exception'];
    expect(inferFailureCategory('', { errorType })).toBe('provider_unavailable');
  });

  it('unwraps a retry to the innermost cause that the message names', () => {
    const message = 'gave up after 3 tries: ConnectionError, then AuthenticationError: bad key';
    expect(inferFailureCategory(message, { errorType: 'RetryError' })).toBe('provider_refused');
    expect(inferFailureCategory('gave up: timed out', { errorType: 'MaxRetryError' })).toBe('timeout');
  });

  it('without evidence claims neither stagnation nor a failed quality gate', () => {
    expect(inferFailureCategory('stagnation', { withoutEvidence: true })).toBe('unknown');
    expect(inferFailureCategory('quality too low', { withoutEvidence: true })).toBe('unknown');
    expect(inferFailureCategory('budget spent', { withoutEvidence: true })).toBe('budget_exceeded');
  });

  it('gives a category for anything', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (message, errorType) => {
        expect(FAILURE_CATEGORIES).toContain(inferFailureCategory(message, { errorType }));
      }),
    );
    expect(inferFailureCategory(undefined as unknown as string)).toBe('unknown');
  });
});

describe('failure attribution', () => {
  it.each([
    ['tool_failure', 'direct'],
    ['stagnation', 'direct'],
    ['timeout', 'direct'],
    ['delegation_failed', 'direct'],
    ['unknown', 'direct'],
    ['budget_exceeded', 'coordination_overhead'],
    ['quality_gate_failed', 'quality_gate'],
    ['provider_refused', 'direct'],
    ['provider_unavailable', 'direct'],
    ['error', 'direct'],
    ['budget_exhausted', 'coordination_overhead'],
    ['max_turns', 'coordination_overhead'],
    ['shutdown', 'coordination_overhead'],
    ['parked', 'coordination_overhead'],
    ['cancelled', 'direct'],
    ['no_op', 'direct'],
  ] as const)('row 6: failure attribution of %s is %s', (cause, attribution) => {
    expect(failureAttributionFor(cause)).toBe(attribution);
  });

  it('has an answer for every category and termination reason, and for neither', () => {
    for (const cause of [...FAILURE_CATEGORIES, ...TERMINATION_REASONS]) {
      expect(failureAttributionFor(cause)).toMatch(/^(direct|coordination_overhead|quality_gate)$/);
    }
    expect(failureAttributionFor('toString' as 'unknown')).toBe('direct');
  });
});
