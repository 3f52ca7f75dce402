import type { RunAnalysis } from '../analysis.js';
import type { Blame } from '../blame/attribute-failure.js';
import type { Signal } from '../outcome/signals.js';
import type { Evidence } from '../report.js';
import { ownText } from './own-text.js';

const MAX_ITEMS = 20;

/** What the verdict rests on: causes before their symptoms, the rest of the signs after them, each node once. */
export function collectEvidence(
  { graph, signals }: RunAnalysis,
  blame: Blame | undefined,
): readonly Evidence[] {
  if (signals.length === 0 && blame === undefined) return [];
  const ordered = [
    ...(blame?.origins ?? [])
      .toSorted((a, b) => b.strength - a.strength)
      .flatMap(({ cause, symptom }) => [cause, symptom]),
    ...signals.toSorted((a, b) => b.strength - a.strength || a.node - b.node),
  ];
  const byNode = new Map<string, Signal>();
  for (const signal of ordered) {
    const key = `${signal.node} ${signal.kind}`;
    if (!byNode.has(key)) byNode.set(key, signal);
  }
  return [...byNode.values()].slice(0, MAX_ITEMS).map(({ kind, node, text, check }) => ({
    kind,
    spanId: graph.nodes[node]?.span.spanId ?? '',
    text: ownText(text),
    ...(check !== undefined && { check }),
  }));
}
