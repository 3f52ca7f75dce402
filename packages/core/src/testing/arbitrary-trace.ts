import fc from 'fast-check';
import { agent, check, handoff, llm, tool, turn, workflow } from './trace-builder.js';
import type { SpanDraft } from './trace-builder.js';

/** Runs of all shapes: nested agents, turns, tools, checks and failures anywhere. */
export const arbitraryRun = (): fc.Arbitrary<SpanDraft> =>
  fc
    .record({
      children: fc.array(arbitraryAgent(2), { minLength: 1, maxLength: 4 }),
      checks: fc.array(arbitraryCheck(), { maxLength: 2 }),
      error: arbitraryError(),
      parallel: fc.boolean(),
    })
    .map(({ children, checks, error, parallel }) =>
      workflow('run', [...children, ...checks], { ...(error && { error }), parallel }),
    );

const NAMES = ['planner', 'researcher', 'writer', 'critic'] as const;

function arbitraryAgent(depth: number): fc.Arbitrary<SpanDraft> {
  const inner =
    depth === 0
      ? arbitraryWork()
      : fc.oneof({ weight: 4, arbitrary: arbitraryWork() }, arbitraryAgent(depth - 1));
  return fc
    .record({
      name: fc.constantFrom(...NAMES),
      children: fc.array(inner, { maxLength: 5 }),
      error: arbitraryError(),
    })
    .map(({ name, children, error }) => agent(name, children, error && { error }));
}

function arbitraryWork(): fc.Arbitrary<SpanDraft> {
  const model = fc
    .record({ says: fc.string(), tokens: fc.tuple(fc.nat(5000), fc.nat(500)), error: arbitraryError() })
    .map(({ says, tokens, error }) => llm({ says, tokens, ...(error && { error }) }));
  const action = fc
    .record({
      name: fc.constantFrom('search', 'open', 'render'),
      result: fc.constantFrom('rows', '', '{"error":"none"}', '{"isError":true}'),
      error: arbitraryError(),
    })
    .map(({ name, result, error }) => tool(name, { result, ...(error && { error }) }));
  const turns = fc
    .tuple(model, fc.array(action, { maxLength: 2 }))
    .map(([first, rest]) => turn(1, [first, ...rest]));
  const passing = fc.constantFrom(...NAMES).map(handoff);
  return fc.oneof(model, action, turns, arbitraryCheck(), passing);
}

function arbitraryCheck(): fc.Arbitrary<SpanDraft> {
  return fc.oneof(
    fc.constantFrom('correct', 'neutral', 'incorrect').map((verdict) => check('quality_check', verdict)),
    fc.constantFrom('within', 'exhausted').map((verdict) => check('budget_check', verdict)),
    fc.constantFrom('no_stagnation', 'terminate').map((verdict) => check('stagnation_check', verdict)),
  );
}

function arbitraryError(): fc.Arbitrary<{ message: string } | undefined> {
  return fc.option(
    fc.constantFrom('timed out', 'connection refused', 'not a number').map((message) => ({ message })),
    { nil: undefined, freq: 6 },
  );
}
