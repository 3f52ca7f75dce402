import type { PeriodChange } from '../../performance/agent-period.js';
import { executionChange, shareChange } from '../../performance/agent-period.js';
import type { SpanRow } from '../../run-record.js';
import type { RunShare } from '../../run-share.js';
import type { RunRevision, SaveResult } from '../tracker-store.js';
import { packText } from './packed-text.js';
import type { PackedExecution, PackedRun } from './packed-run.js';
import type { StampedTrace } from './run-columns.js';
import { spansFrom, spansText } from './spans-text.js';
import type { StoredState } from './stored-state.js';

/** What is to be written of a run, given what is stored of it. */
export interface Settlement {
  readonly result: SaveResult;
  /** The verdict with its shares, when it is new or better than the stored one. */
  readonly verdict:
    | { readonly trace: StampedTrace; readonly shares: readonly RunShare[]; readonly report: Uint8Array }
    | undefined;
  /** The headline that a better verdict replaces. */
  readonly past: RunRevision | undefined;
  /** Documents, when they were made of as many spans as the stored ones or more. */
  readonly documents:
    | { readonly run: Uint8Array; readonly evidence: Uint8Array; readonly spanCount: number }
    | undefined;
  /** All spans, when some are new. */
  readonly spans: Uint8Array | undefined;
  readonly executions: readonly PackedExecution[];
  readonly changes: readonly PeriodChange[];
  readonly totals: Readonly<Record<string, number>>;
}

/** Decides what a run changes. Pure: the same for every database. */
export function settleRun(run: PackedRun, stored: StoredState | undefined, now: number): Settlement {
  const { trace } = run;
  const result = compareRevisions(stored?.revision, trace.revision);
  const isNews = result === 'created' || result === 'replaced';
  const changes: PeriodChange[] = [];
  const totals: Record<string, number> = {};
  if (isNews) {
    for (const share of stored?.shares ?? []) changes.push(shareChange(share, stored?.startedAt ?? 0, -1));
    for (const share of run.shares) changes.push(shareChange(share, trace.startedAt, 1));
    countTotals(totals, stored, -1);
    countTotals(totals, trace, 1);
  }
  const executions = run.executions.filter(({ executionId, spanCount, figures }) => {
    const known = stored?.executions.get(executionId);
    // Late spans that come alone tell little of an execution: what was made of more is kept.
    if (known !== undefined && known.spanCount > spanCount) return false;
    if (known !== undefined) changes.push(executionChange(known.figures, -1));
    changes.push(executionChange(figures, 1));
    return true;
  });
  const hasDocuments = run.documentSpans >= (stored?.documentSpans ?? 0);
  return {
    result,
    verdict: isNews
      ? {
          trace: { ...trace, createdAt: stored?.createdAt ?? now, updatedAt: now },
          shares: run.shares,
          report: packText(run.report),
        }
      : undefined,
    past: result === 'replaced' ? stored?.headline : undefined,
    documents: hasDocuments
      ? { run: packText(run.run), evidence: packText(run.evidence), spanCount: run.documentSpans }
      : undefined,
    spans: stored === undefined ? packText(run.spans) : withLateSpans(stored.spans, run.spans),
    executions,
    changes,
    totals,
  };
}

/** What forgetting a stored run changes. */
export function settleRemoval(stored: StoredState): Pick<Settlement, 'changes' | 'totals'> {
  const totals: Record<string, number> = {};
  countTotals(totals, stored, -1);
  return {
    changes: [
      ...stored.shares.map((share) => shareChange(share, stored.startedAt, -1)),
      ...Array.from(stored.executions.values(), ({ figures }) => executionChange(figures, -1)),
    ],
    totals,
  };
}

function countTotals(
  totals: Record<string, number>,
  run: { readonly outcome: string; readonly spanCount: number } | undefined,
  times: 1 | -1,
): void {
  if (run === undefined) return;
  for (const [name, amount] of [
    ['runs', 1],
    ['spans', run.spanCount],
    [`outcome:${run.outcome}`, 1],
  ] as const)
    totals[name] = (totals[name] ?? 0) + amount * times;
}

function compareRevisions(known: number | undefined, incoming: number): SaveResult {
  if (known === undefined) return 'created';
  if (incoming === known) return 'unchanged';
  return incoming > known ? 'replaced' : 'stale';
}

/** The stored spans and those that are not among them, in order of start; undefined when there are none. */
function withLateSpans(stored: readonly SpanRow[], incoming: string): Uint8Array | undefined {
  const known = new Set(stored.map(({ spanId }) => spanId));
  const late = spansFrom(incoming).filter(({ spanId }) => !known.has(spanId));
  if (late.length === 0) return undefined;
  return packText(spansText(inOrder([...stored, ...late])));
}

/** In order of start, the longer one first. */
export const inOrder = (spans: readonly SpanRow[]): readonly SpanRow[] =>
  spans.toSorted(
    (a, b) => a.startedAt - b.startedAt || b.endedAt - a.endedAt || (a.spanId < b.spanId ? -1 : 1),
  );
