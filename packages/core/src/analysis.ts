import { findInstances } from './graph/instances.js';
import type { Instances } from './graph/instances.js';
import { buildGraph } from './graph/build-graph.js';
import { buildSteps } from './graph/steps.js';
import type { RunSteps } from './graph/steps.js';
import type { TraceGraph } from './graph/trace-graph.js';
import { readChecks } from './outcome/checks.js';
import type { CheckResult } from './outcome/checks.js';
import { readStatuses } from './outcome/node-status.js';
import type { RunStatuses } from './outcome/node-status.js';
import { findContentDoubts } from './outcome/content-checks/find-content-doubts.js';
import { withGivenUp } from './outcome/given-up.js';
import { findFailures } from './outcome/recovery.js';
import type { Failure } from './outcome/recovery.js';
import { isOpen, judgeRun } from './outcome/run-outcome.js';
import type { RunResult } from './outcome/run-outcome.js';
import { findSignals } from './outcome/signals.js';
import type { Signal } from './outcome/signals.js';
import type { SpanView } from './span-view.js';

/** All that is known of a run before anybody is blamed. */
export interface RunAnalysis {
  readonly graph: TraceGraph;
  readonly instances: Instances;
  readonly statuses: RunStatuses;
  readonly checks: readonly CheckResult[];
  readonly failures: readonly Failure[];
  readonly signals: readonly Signal[];
  readonly result: RunResult;
  readonly steps: RunSteps;
}

/**
 * Rebuilds a run from its spans and finds out what became of it. Where nobody has judged it, what was given up counts as
 * a failure, and its contents are asked, unless only metadata may be looked at.
 */
export function analyzeRun(spans: readonly SpanView[], metadataOnly = false): RunAnalysis {
  const graph = buildGraph(spans);
  const instances = findInstances(graph);
  const statuses = readStatuses(graph);
  const checks = readChecks(graph, instances);
  const failures = findFailures(graph, instances, statuses);
  const signs = findSignals(graph, instances, failures, checks);
  let signals = signs;
  let result = judgeRun(graph, instances, statuses, checks, signs);
  if (isOpen(graph, statuses, checks, result)) {
    signals = withGivenUp(graph, instances, statuses, signs);
    const doubts = metadataOnly ? [] : findContentDoubts(graph, instances);
    if (doubts.length > 0) signals = [...signals, ...doubts];
    if (signals !== signs) result = judgeRun(graph, instances, statuses, checks, signals);
  }
  const steps = buildSteps(graph, instances, statuses);
  return { graph, instances, statuses, checks, failures, signals, result, steps };
}
