import type {
  Completion,
  EvidenceKind,
  FailureAttribution,
  FailureCategory,
  NodeType,
  RunOutcome,
  RunStatus,
  Verdict,
} from '@agent-attribution/semantic-conventions';

/**
 * The one document of this product: `analyze --json`, the API's `attribution` block and the body of the attribution
 * span. Three polarities, three names: `contributionScore` (1 = good), `blameShare` (sums to 1 over a failed trace),
 * `creditShare` (sums to 1 over the agents of a run).
 */
export interface AttributionReport {
  readonly schemaVersion: 1;
  readonly traceId: string;
  readonly taskId: string | null;
  readonly goalId: string | null;
  readonly conversationId: string | null;
  /** 1 for the first verdict; one more each time late spans made a better one. */
  readonly revision: number;
  readonly completion: Completion;
  readonly outcome: RunOutcome;
  readonly verdict: Verdict;
  /** Null unless the verdict is `attributed`. */
  readonly rootCause: RootCause | null;
  /** Ranked, at most 10; the probabilities of all candidates, listed or not, sum to 1. */
  readonly candidates: readonly Candidate[];
  readonly evidence: readonly Evidence[];
  /** One per agent and subtask, ordered by first activity. */
  readonly contributions: readonly Contribution[];
  /** How many spans of each node type; `unknown` counts spans whose composition is not known. */
  readonly nodeTypes: Readonly<Partial<Record<NodeType | 'unknown', number>>>;
  /** What the verdict could draw on. */
  readonly evidenceClasses: readonly EvidenceClass[];
  readonly profile: ProfileName;
  readonly run: RunReport;
  readonly tokens: TokenTotals;
  readonly spanCount: number;
  readonly lateSpans: number;
  readonly orphanSpans: number;
  /** Spans by the telemetry convention that was recognised. */
  readonly conventions: Readonly<Record<string, number>>;
  /** One sentence for a person. */
  readonly summary: string;
  readonly warnings: readonly string[];
}

export type EvidenceClass = 'structure' | 'content' | 'checks';

export type ProfileName = 'information_seeking' | 'transactional';

export interface RootCause {
  readonly agent: string;
  readonly spanId: string;
  readonly stepIndex: number;
  readonly nodeType: NodeType;
  readonly failureCategory: FailureCategory;
  readonly failureAttribution: FailureAttribution;
  /** Probability, 0..1, that this is the decisive step. */
  readonly confidence: number;
}

export interface Candidate {
  readonly agent: string;
  readonly spanId: string;
  readonly stepIndex: number;
  readonly probability: number;
  /** What made the score: the sum of value x weight is the candidate's logit. A term that is not there has value 0. */
  readonly terms: readonly CandidateTerm[];
}

export interface CandidateTerm {
  readonly name: string;
  readonly value: number;
  readonly weight: number;
  readonly spanIds: readonly string[];
}

export interface Evidence {
  readonly kind: EvidenceKind;
  readonly spanId: string;
  /** At most 500 characters, redacted. */
  readonly text: string;
  /** Id of the content check that raised it; absent where something on the spans did. */
  readonly check?: string;
}

export type ContributionOutcome = 'success' | 'failure' | 'partial';

export interface Contribution {
  readonly agentId: string;
  readonly agentName: string;
  readonly subtaskId: string;
  readonly outcome: ContributionOutcome;
  /** 1 = did all it had to; below 1 requires `failureAttribution`, 1 forbids it. */
  readonly contributionScore: number;
  readonly blameShare: number;
  readonly creditShare: number;
  readonly failureCategory: FailureCategory | null;
  readonly failureAttribution: FailureAttribution | null;
  readonly evidence: string | null;
  readonly tokenUsage: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
  readonly durationMs: number;
  readonly llmCalls: number;
  readonly toolCalls: number;
  readonly errors: number;
  readonly retries: number;
}

export interface RunReport {
  readonly status: RunStatus;
  readonly durationMs: number;
  readonly narrative: string;
  readonly decisionCount: number;
  readonly successRate: number;
  readonly keyDecisions: readonly string[];
  readonly criticalProblems: readonly string[];
  readonly warnings: readonly string[];
  readonly successes: readonly string[];
  readonly nodesExecuted: readonly string[];
  readonly edgesTraversed: readonly string[];
}

export interface TokenTotals {
  readonly total: number;
  /** Includes what was read from and written to a cache. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
  /** Tokens reported again by an enclosing span, or by a second span of the same response: not in `total`. */
  readonly doubleCountedExcluded: number;
}
