import type { Context } from 'hono';
import type { AccessScope } from './access-tokens.js';

/**
 * An RFC 9457 problem. `detail` is one sentence for a person; `parameter` names the wrong one of a request, `missingScope`
 * what the token would have to allow.
 */
export interface Problem {
  readonly status: 400 | 401 | 403 | 404 | 413 | 415 | 429 | 500 | 503;
  readonly detail: string;
  readonly parameter?: string;
  readonly missingScope?: AccessScope;
}

const TITLES: Readonly<Record<Problem['status'], string>> = {
  400: 'Wrong request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  413: 'Too large',
  415: 'Wrong content type',
  429: 'Too many requests',
  500: 'Something went wrong',
  503: 'Not ready',
};

/** Thrown by whoever reads a request; answered at one place. */
export class ProblemError extends Error {
  override readonly name: string = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export function notFound(detail: string): ProblemError {
  return new ProblemError({ status: 404, detail });
}

export function respondWithProblem(c: Context, problem: Problem): Response {
  const body = JSON.stringify({ type: 'about:blank', title: TITLES[problem.status], ...problem });
  return c.body(body, problem.status, { 'content-type': 'application/problem+json' });
}
