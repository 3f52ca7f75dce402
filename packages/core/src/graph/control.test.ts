import { describe, expect, it } from 'vitest';
import { graphOf, ownersIn, span } from '../testing/hand-made.js';
import { agent, tool, workflow } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';

const call = (name: string, agentName?: string): SpanDraft =>
  span(name, {
    'gen_ai.operation.name': 'chat',
    ...(agentName !== undefined && { 'gen_ai.agent.name': agentName }),
  });
const search = (name: string): SpanDraft => ({ ...tool('search'), name });
const transfer = (to: string): SpanDraft => tool(`transfer_to_${to}`);

describe('control after handoffs (hand-made spans)', () => {
  it('gives what follows in the same span to the receiver, from its first model call on', () => {
    const graph = graphOf(
      agent('Triage', [
        call('asks'),
        transfer('billing'),
        search('still Triage'),
        call('answers'),
        search('looks up'),
      ]),
    );
    expect(ownersIn(graph)).toMatchObject({
      asks: 'Triage',
      'execute_tool transfer_to_billing': 'Triage',
      'still Triage': 'Triage',
      answers: 'billing',
      'looks up': 'billing',
    });
    expect(graph.handoffs).toEqual([{ node: 2, from: 0, to: 1 }]);
  });

  it('returns control when it is handed back', () => {
    const graph = graphOf(
      agent('Triage', [transfer('billing'), call('in between'), transfer('triage'), call('afterwards')]),
    );
    expect(ownersIn(graph)).toMatchObject({ 'in between': 'billing', afterwards: 'Triage' });
  });

  it('passes control on when the receiver hands over in its turn', () => {
    const graph = graphOf(
      agent('Triage', [transfer('billing'), call('one'), transfer('refunds'), call('two')]),
    );
    expect(ownersIn(graph)).toMatchObject({ one: 'billing', two: 'refunds' });
    expect(graph.handoffs.map(({ from, to }) => [graph.agents[from]?.name, graph.agents[to]?.name])).toEqual([
      ['Triage', 'billing'],
      ['billing', 'refunds'],
    ]);
  });

  it('changes nothing where the receiver has a span of its own, beside the giver or below it', () => {
    const beside = graphOf(
      workflow('w', [
        agent('Triage', [call('a'), transfer('billing'), call('b')]),
        agent('Billing', [call('c')]),
      ]),
    );
    expect(ownersIn(beside)).toMatchObject({ a: 'Triage', b: 'Triage', c: 'Billing' });
    const below = graphOf(
      agent('Triage', [
        call('a'),
        { ...transfer('billing'), children: [agent('Billing', [call('c')])] },
        call('b'),
      ]),
    );
    expect(ownersIn(below)).toMatchObject({ a: 'Triage', b: 'Triage', c: 'Billing' });
  });

  it('gives unnamed calls after the giver has ended to the receiver', () => {
    const graph = graphOf(workflow('w', [agent('Triage', [call('a'), transfer('billing')]), call('b')]));
    expect(ownersIn(graph)).toMatchObject({ a: 'Triage', b: 'billing' });
  });

  it('does not pass an agent beside to what a sub-agent handed over to', () => {
    const graph = graphOf(
      agent('Lead', [
        call('a'),
        { ...tool('ask'), children: [agent('Triage', [transfer('billing')])] },
        call('b'),
      ]),
    );
    expect(ownersIn(graph)).toMatchObject({ a: 'Lead', b: 'Lead' });
  });

  it('believes a call that names its agent', () => {
    const flat = graphOf(
      workflow('w', [call('a', 'Triage'), transfer('billing'), call('b', 'Refunds'), call('c')]),
    );
    expect(ownersIn(flat)).toMatchObject({ a: 'Triage', b: 'Refunds', c: 'billing' });
    const nested = graphOf(agent('Triage', [transfer('billing'), call('a', 'Billing'), call('b', 'Triage')]));
    expect(ownersIn(nested)).toMatchObject({ a: 'billing', b: 'Triage' });
  });

  it('knows the receiver by its name in full', () => {
    const graph = graphOf(
      workflow('w', [
        agent('Travel Agent', [call('a')]),
        agent('Triage', [transfer('travel_agent'), call('b')]),
      ]),
    );
    expect(graph.agents.map(({ name }) => name)).toEqual(['Travel Agent', 'Triage']);
    expect(ownersIn(graph)['b']).toBe('Travel Agent');
  });

  it('changes nothing when the target is not known', () => {
    const graph = graphOf(agent('Triage', [transfer('agent'), call('b')]));
    expect(ownersIn(graph)['b']).toBe('Triage');
    expect(graph.handoffs).toMatchObject([{ from: 0, to: -1 }]);
  });
});
