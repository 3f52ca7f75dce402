import type { EvidenceKind, FailureCategory } from '@agent-attribution/semantic-conventions';
import type { CheckId } from './earned-precision.js';
import type { Knowledge } from './knowledge.js';
import type { Passage } from './passage.js';

/** One time an agent was at work, as texts: what it was asked, what it was given, what it gave. */
export interface Work {
  /** Position among the works of the run, in order of the time at which they gave what they gave. */
  readonly index: number;
  readonly instance: number;
  readonly agent: string;
  /** The node that gave the output. */
  readonly node: number;
  /** System messages, and of what it was given the lines that nobody in the run had written before. */
  readonly asked: string;
  /** Messages as they came, without the system's. */
  readonly given: Passage;
  /** What its tools, and agents that it started, came back with. */
  readonly results: Passage;
  /** Whether it ran any tool. */
  readonly ranTool: boolean;
  readonly gave: Passage;
  readonly finishReason: string | undefined;
  /** It has agents below it whose results it got: passing these on is its job. */
  readonly directs: boolean;
}

export interface ContentRun {
  readonly works: readonly Work[];
  /** What the run as a whole was asked. */
  readonly question: string;
  readonly knowledge: Knowledge;
}

export interface Finding {
  /** What is wrong, in words for a person. */
  readonly text: string;
  /** The work in which it began, when not the one looked at. */
  readonly at?: Work;
}

/** A rule that compares what an agent was given with what it gave. */
export interface ContentCheck {
  readonly id: CheckId;
  readonly looksAt: string;
  /** In the length of the texts, or in the number of figures in them. */
  readonly cost: 'linear' | 'quadratic in figures';
  readonly kind: EvidenceKind;
  readonly category: FailureCategory;
  readonly find: (work: Work, run: ContentRun) => Finding | undefined;
}
