import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRun } from '../testing/arbitrary-trace.js';
import { agent, handoff, llm, spansOf, workflow } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';
import { DisjointSets } from '../plain/disjoint-sets.js';
import { buildGraph } from './build-graph.js';
import { Dependencies } from './dependencies.js';
import { findInstances } from './instances.js';
import { findStrands } from './strands.js';

const read = (run: SpanDraft) => {
  const graph = buildGraph(spansOf(run));
  const instances = findInstances(graph);
  const dependencies = new Dependencies(graph, instances);
  return { instances, dependencies, strands: findStrands(graph, instances, dependencies) };
};

/** Names of the agents of each strand. */
const strandsOf = (run: SpanDraft) => {
  const { instances, strands } = read(run);
  const names = new Map<number | undefined, string[]>();
  const graph = buildGraph(spansOf(run));
  for (const { index, agent: of } of instances.list) {
    const strand = strands[index];
    names.set(strand, [...(names.get(strand) ?? []), graph.agents[of]?.name ?? '']);
  }
  return Array.from(names.values(), (strand) => strand.toSorted());
};

const one = (name: string) => agent(name, [llm()]);

describe('findStrands', () => {
  it('puts agents that worked one after the other together', () => {
    expect(strandsOf(workflow('run', [one('a'), one('b'), one('c')]))).toEqual([['a', 'b', 'c']]);
  });

  it('keeps agents apart that worked side by side', () => {
    expect(strandsOf(workflow('run', [one('a'), one('b')], { parallel: true }))).toEqual([['a'], ['b']]);
  });

  it('joins what worked side by side through whoever came before or after, or started them', () => {
    const team = workflow('team', [one('a'), one('b')], { parallel: true });
    expect(strandsOf(workflow('run', [one('c'), team]))).toEqual([['a', 'b', 'c']]);
    expect(strandsOf(workflow('run', [team, one('c')]))).toEqual([['a', 'b', 'c']]);
    const lead = agent('lead', [one('a'), one('b')], { parallel: true });
    expect(strandsOf(lead)).toEqual([['a', 'b', 'lead']]);
  });

  it('joins what the program says belongs together', () => {
    const linked = { ...one('b'), links: ['a'] };
    const run = workflow('run', [{ ...one('a'), ref: 'a' }, linked, one('c')], { parallel: true });
    expect(strandsOf(run)).toEqual([['a', 'b'], ['c']]);
  });

  it('joins an agent that handed over with the one that took over', () => {
    const run = workflow('run', [agent('a', [handoff('b')]), agent('b', [llm()]), one('c')], {
      parallel: true,
    });
    expect(strandsOf(run).map((strand) => strand.join())).toContain('c');
  });

  it('joins each instance with all that it depends on, and with nothing else', () => {
    fc.assert(
      fc.property(arbitraryRun(), (run) => {
        const { instances, dependencies, strands } = read(run);
        const expected = new DisjointSets(instances.list.length);
        for (const { index } of instances.list)
          for (const { on } of dependencies.of(index)) expected.join(index, on);
        expect(strands).toEqual(instances.list.map(({ index }) => expected.firstOf(index)));
      }),
      { numRuns: 300 },
    );
  });
});
