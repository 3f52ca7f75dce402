import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, ownersIn, span } from '../testing/hand-made.js';

const agentWithCaller = {
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.agent.name': 'Billing',
  'microsoft.a365.caller.agent.name': 'Triage',
};

describe('Microsoft distribution (hand-made spans)', () => {
  it('takes a CLIENT span with a caller for a handoff', () => {
    expect(factsOf(span('invoke_agent Billing', agentWithCaller, { kind: 'client' }))).toMatchObject({
      kind: 'handoff',
      row: 'microsoft.handoff',
      handoff: { from: 'Triage', to: 'Billing' },
    });
  });

  it('takes a SERVER span with a caller for the agent after the handoff', () => {
    expect(factsOf(span('invoke_agent Billing', agentWithCaller, { kind: 'server' }))).toMatchObject({
      kind: 'agent',
      agentName: 'Billing',
    });
  });

  it('takes tasks and turns for steps', () => {
    expect(factsOf(span('turn', { 'gen_ai.operation.name': 'chain' })).kind).toBe('step');
  });

  it('does not take the main agent, copied onto every span, for the owner', () => {
    const main = { 'microsoft.gen_ai.main_agent.name': 'Triage' };
    const graph = graphOf(
      span(
        'invoke_agent Triage',
        { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'Triage' },
        {
          kind: 'server',
          children: [
            span(
              'invoke_agent Billing',
              { ...agentWithCaller, ...main },
              {
                kind: 'server',
                children: [span('chat m', { 'gen_ai.operation.name': 'chat', ...main })],
              },
            ),
          ],
        },
      ),
    );
    expect(ownersIn(graph)['chat m']).toBe('Billing');
  });
});
