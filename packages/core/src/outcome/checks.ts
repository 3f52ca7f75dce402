import { ATTRIBUTION_INPUT, GEN_AI, GEN_AI_EVENT } from '@agent-attribution/semantic-conventions';
import type { EvidenceKind, FailureCategory } from '@agent-attribution/semantic-conventions';
import { readNumber, readText, readTexts } from '../conventions/read.js';
import type { Instances } from '../graph/instances.js';
import type { GraphNode, TraceGraph } from '../graph/trace-graph.js';
import type { AttributeMap, SpanView } from '../span-view.js';
import { CheckSubjects } from './check-subjects.js';

/** A check that ran during the run: what it said, and about whose work. */
export interface CheckResult {
  readonly node: number;
  readonly kind: EvidenceKind;
  /** Undefined: it ran and came to no verdict (neutral, insufficient evidence, validator error). */
  readonly passed: boolean | undefined;
  /** 0..1. */
  readonly confidence: number;
  readonly text: string;
  readonly category: FailureCategory;
  /** Index of the instance whose work was checked, or -1. */
  readonly subject: number;
}

interface Verdict {
  readonly passed: boolean | undefined;
  readonly confidence: number;
  readonly text: string;
}

/** Node kinds that check, with the attribute values that pass and fail. Other values come to no verdict. */
const CHECKS: Readonly<
  Record<string, { kind: EvidenceKind; category: FailureCategory; passes: string; fails: string }>
> = {
  quality_check: {
    kind: 'quality_check',
    category: 'quality_gate_failed',
    passes: 'correct',
    fails: 'incorrect',
  },
  budget_check: { kind: 'budget', category: 'budget_exceeded', passes: 'within', fails: 'exhausted' },
  stagnation_check: {
    kind: 'stagnation',
    category: 'stagnation',
    passes: 'no_stagnation',
    fails: 'terminate',
  },
};

/** Evaluation labels and values in use; anything else is no verdict. */
const LABEL_PASSES = /^(?:pass(?:ed)?|correct|true|yes|good|accepted|success)$/i;
const LABEL_FAILS = /^(?:fail(?:ed)?|incorrect|false|no|bad|rejected|failure|hallucinat(?:ed|ion))$/i;

/** The evaluation that attribution itself writes: never evidence for the next attribution. */
const OWN_EVALUATION = 'failure_attribution';

export function readChecks(graph: TraceGraph, instances: Instances): readonly CheckResult[] {
  const results: CheckResult[] = [];
  const subjects = new CheckSubjects(graph, instances);
  for (const node of graph.nodes) {
    const check = CHECKS[node.kind];
    if (check !== undefined) {
      const subject = subjects.of(node);
      const verdict = readVerdict(node.span, check) ?? readEvaluations(node.span)[0];
      if (verdict !== undefined) results.push({ ...check, ...verdict, node: node.index, subject });
      continue;
    }
    if (node.facts.guardrailTriggered !== undefined) {
      const subject = subjects.of(node);
      // The agent worked again since, on what was stopped.
      const isMended =
        node.facts.guardrailTriggered && (worksAgain(instances, subject) || goesOn(graph, instances, node));
      const verdict = guardrailVerdict(node.span, node.facts.guardrailTriggered, isMended);
      results.push({ ...GUARDRAIL, ...verdict, node: node.index, subject });
    }
    if (node.kind !== 'unknown' && node.span.events.length > 0) {
      for (const verdict of readEvaluations(node.span)) {
        const subject = instances.ofNode[node.index] ?? -1;
        const category = 'quality_gate_failed';
        results.push({ kind: 'quality_check', category, ...verdict, node: node.index, subject });
      }
    }
  }
  return results;
}

/** A guardrail is a gate: what it stops was not to go through. That it let something through says nothing of the rest. */
const GUARDRAIL = { kind: 'quality_check', category: 'quality_gate_failed' } as const;

function guardrailVerdict({ name }: SpanView, isTriggered: boolean, isMended: boolean): Verdict {
  return {
    passed: isTriggered && !isMended ? false : undefined,
    confidence: 1,
    text: isTriggered ? `the guardrail ${name} was triggered` : `the guardrail ${name} let it through`,
  };
}

/** The agent asked a model after it was stopped: it has taken note. */
function goesOn({ nodes }: TraceGraph, instances: Instances, guardrail: GraphNode): boolean {
  const own = instances.list[instances.ofNode[guardrail.index] ?? -1]?.nodes ?? [];
  return own.some((index) => {
    const node = nodes[index];
    return node?.kind === 'llm_call' && node.span.startMicros >= guardrail.span.endMicros;
  });
}

function worksAgain({ list }: Instances, subject: number): boolean {
  const stopped = list[subject];
  return (
    stopped !== undefined &&
    list.some(({ agent, startMicros }) => agent === stopped.agent && startMicros > stopped.startMicros)
  );
}

function readVerdict(span: SpanView, check: { passes: string; fails: string }): Verdict | undefined {
  const stated = readText(span, ATTRIBUTION_INPUT.checkVerdict);
  const validation = readText(span, ATTRIBUTION_INPUT.validationStatus);
  if (stated === undefined && validation === undefined) return undefined;
  const passed =
    stated === check.passes || validation === 'accepted'
      ? stated !== check.fails
      : stated === check.fails || validation === 'rejected'
        ? false
        : undefined;
  return {
    passed,
    confidence: readNumber(span, ATTRIBUTION_INPUT.checkConfidence) ?? 1,
    text: describeCheck(span, stated ?? validation ?? ''),
  };
}

function describeCheck(span: SpanView, verdict: string): string {
  const reason =
    readText(span, ATTRIBUTION_INPUT.checkReason) ??
    [ATTRIBUTION_INPUT.validationIssues, ATTRIBUTION_INPUT.validationMissingRequirements]
      .flatMap((key) => readTexts(span, key))
      .join('; ');
  const used = readNumber(span, ATTRIBUTION_INPUT.checkUsed);
  const limit = readNumber(span, ATTRIBUTION_INPUT.checkLimit);
  const unit = readText(span, ATTRIBUTION_INPUT.checkUnit) ?? '';
  const amount = used === undefined || limit === undefined ? '' : `${used} of ${limit} ${unit}`.trim();
  return [verdict, amount, reason].filter((part) => part !== '').join(': ');
}

/** `gen_ai.evaluation.result` events: the one standard form in which evaluators report. */
function readEvaluations(span: SpanView): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  for (const { name, attributes } of span.events) {
    if (name !== GEN_AI_EVENT.evaluationResult || attributes[GEN_AI.evaluationName] === OWN_EVALUATION)
      continue;
    verdicts.push(readEvaluation(attributes));
  }
  return verdicts;
}

function readEvaluation(attributes: AttributeMap): Verdict {
  const label = attributes[GEN_AI.evaluationScoreLabel];
  const score = attributes[GEN_AI.evaluationScoreValue];
  const words = [attributes[GEN_AI.evaluationName], label, attributes[GEN_AI.evaluationExplanation]];
  const text = words.filter((word) => typeof word === 'string').join(': ');
  if (typeof label === 'string' && LABEL_PASSES.test(label)) return { passed: true, confidence: 1, text };
  if (typeof label === 'string' && LABEL_FAILS.test(label)) return { passed: false, confidence: 1, text };
  // A bare number has no agreed scale; only its ends say something.
  if (score === 0) return { passed: false, confidence: 0.5, text };
  return { passed: score === 1 ? true : undefined, confidence: 0.5, text };
}
