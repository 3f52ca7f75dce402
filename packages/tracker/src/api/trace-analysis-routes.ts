import {
  actionsOf,
  analyzeFailure,
  buildSpectrum,
  callChain,
  compareRuns,
  decisionsOf,
  evidenceMetadata,
  findPatterns,
  firstDivergence,
  nodePerformance,
  redactSecrets,
  renderFailureAnalysis,
  renderTaskEvidence,
  suggestImprovements,
  summarizeDecision,
} from '@agent-attribution/core';
import type { Run, RunEvidence, TaskEvidencePacket } from '@agent-attribution/core';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { TraceDocument } from '../storage/analytics-store.js';
import type { StoredRun } from '../storage/tracker-store.js';
import { PARAMETERS } from './analytics-parameters.js';
import { linksOf } from './execution-routes.js';
import { stageView } from './execution-views.js';
import { readParameters } from './parameters.js';
import { notFound } from './problem.js';
import { refuseUnknown } from './query.js';
import { storedSpanView } from '../stored-span-view.js';
import type { RouteOptions } from './routes.js';

const ATTEMPTS = 50;
/** Runs of a goal that patterns are looked for in: the newest. */
const RUNS_OF_GOAL = 1_000;
const NODES = 50;
/** Runs of a task whose actions are compared: the newest. */
const RUNS_OF_TASK = 200;
const ACTIONS = 50;
/** In place of a goal's id: the runs of all goals. */
const ANY_GOAL = '*';

/** What can be told of one run, of two, and of all runs of a goal. */
export function createTraceAnalysisRoutes({ store }: Pick<RouteOptions, 'store'>): Hono {
  const routes = new Hono();
  const requireDocument = async (
    traceId: string,
  ): Promise<TraceDocument & { readonly stored: StoredRun }> => {
    const [stored, document] = await Promise.all([store.getRun(traceId), store.documentOf(traceId)]);
    if (stored === undefined) throw notFound('There is no trace with this id, or it was purged.');
    if (document === undefined)
      throw notFound('This run was kept by an older version, which recorded its verdict and spans only.');
    // The verdict knows of the run's end; the record of its decisions does not know of a newer revision.
    const run = { ...document.run, status: stored.report.run.status };
    return { ...document, run, stored };
  };
  const attemptOf = async ({ taskId, startedAt }: StoredRun): Promise<number> => {
    if (taskId === null) return 1;
    const { runs } = await store.listRuns({ taskId, to: startedAt + 1 }, { limit: ATTEMPTS });
    return Math.max(1, runs.length);
  };

  routes.get('/api/traces/:traceId/evidence', async (c) => {
    const wantsText = asksForText(c);
    const { evidence, stored } = await requireDocument(c.req.param('traceId'));
    const packet = withoutSecrets({ ...evidence, attemptIndex: await attemptOf(stored) });
    const text = renderTaskEvidence(packet);
    if (wantsText) return c.text(text);
    return c.json({ traceId: stored.traceId, packet, metadata: evidenceMetadata(packet, text) });
  });

  routes.get('/api/traces/:traceId/timeline', async (c) => {
    refuseUnknown(c.req.query(), []);
    const { stored } = await requireDocument(c.req.param('traceId'));
    const rows = await store.executionsOf(stored.traceId);
    const stages = rows
      .flatMap(({ agentName, logs }) => logs.map((log) => ({ agentName, log })))
      .sort((a, b) => a.log.timestampMs - b.log.timestampMs);
    return c.json({
      traceId: stored.traceId,
      stages: stages.map(({ agentName, log }) => stageView(agentName, log)),
    });
  });

  routes.get('/api/traces/:traceId/call-chain', async (c) => {
    refuseUnknown(c.req.query(), []);
    const { stored } = await requireDocument(c.req.param('traceId'));
    const rows = await store.executionsOf(stored.traceId);
    const links = linksOf(rows);
    const roots = rows.filter(({ parentExecutionId }) => parentExecutionId === null);
    return c.json({
      traceId: stored.traceId,
      roots: roots.map(({ executionId, agentName, status }) => ({
        executionId,
        agent: agentName,
        status,
        calls: callChain(rows, links, executionId),
      })),
    });
  });

  routes.get('/api/traces/:traceId/failure-analysis', async (c) => {
    const wantsText = asksForText(c);
    const { run, stored } = await requireDocument(c.req.param('traceId'));
    const analysis = analyzeFailure(run);
    if (wantsText)
      return c.text(analysis === null ? 'The run did not fail.' : renderFailureAnalysis(analysis));
    return c.json({
      traceId: stored.traceId,
      summary: stored.summary,
      rootCause: stored.report.rootCause,
      analysis,
    });
  });

  routes.get('/api/compare', async (c) => {
    const given = readParameters(c.req.query(), PARAMETERS.compare);
    const [a, b] = await Promise.all([
      requireDocument(given.text('a') ?? ''),
      requireDocument(given.text('b') ?? ''),
    ]);
    return c.json({
      ...compareRuns(a.run, b.run),
      firstDivergence: firstDivergence(a.run, b.run),
      summaries: [a.stored.summary, b.stored.summary],
      decisions: [a, b].map(({ run }) => decisionsOf(run).map(summarizeDecision)),
    });
  });

  const runsOf = async (goalId: string): Promise<readonly Run[]> =>
    store.runsOfGoal(goalId === ANY_GOAL ? undefined : goalId, RUNS_OF_GOAL);

  routes.get('/api/goals/:id/patterns', async (c) => {
    refuseUnknown(c.req.query(), []);
    const goalId = c.req.param('id');
    const runs = await runsOf(goalId);
    const nodes = new Set(runs.flatMap(({ decisions }) => decisions.map(({ nodeId }) => nodeId)));
    return c.json({
      goalId,
      ...findPatterns(runs),
      nodes: [...nodes].slice(0, NODES).map((nodeId) => nodePerformance(runs, nodeId)),
    });
  });

  routes.get('/api/tasks/:id/suspicious-actions', async (c) => {
    refuseUnknown(c.req.query(), []);
    const taskId = c.req.param('id');
    const { runs } = await store.listRuns({ taskId }, { limit: RUNS_OF_TASK });
    const told = runs.filter(({ outcome }) => outcome !== 'unknown');
    const compared = await Promise.all(
      told.map(async ({ traceId, outcome }) => {
        const spans = await store.spansOf(traceId);
        const signatures = actionsOf(spans.map((row) => storedSpanView(row, traceId)));
        return { failed: outcome !== 'success', signatures };
      }),
    );
    const failedRuns = compared.filter(({ failed }) => failed).length;
    return c.json({
      taskId,
      failedRuns,
      passedRuns: compared.length - failedRuns,
      actions: [...buildSpectrum(compared)]
        .map(([action, suspiciousness]) => ({ action, suspiciousness }))
        .sort((a, b) => b.suspiciousness - a.suspiciousness || (a.action < b.action ? -1 : 1))
        .slice(0, ACTIONS),
    });
  });

  routes.get('/api/goals/:id/suggestions', async (c) => {
    refuseUnknown(c.req.query(), []);
    const goalId = c.req.param('id');
    const runs = await runsOf(goalId);
    return c.json({ goalId, runCount: runs.length, suggestions: suggestImprovements(runs) });
  });
  return routes;
}

function asksForText(c: Context): boolean {
  const format = readParameters(c.req.query(), PARAMETERS.format).text('format');
  if (format !== undefined) return format === 'text';
  const accept = c.req.header('accept') ?? '';
  return accept.includes('text/plain') && !accept.includes('application/json');
}

/** The packet whole, but for secrets: evidence that is shown leaves the house. */
function withoutSecrets(packet: TaskEvidencePacket): TaskEvidencePacket {
  return {
    ...packet,
    mainRun: packet.mainRun === null ? null : clean(packet.mainRun),
    teamRuns: packet.teamRuns.map(clean),
    finalOutput: redactSecrets(packet.finalOutput),
  };
}

const clean = (run: RunEvidence): RunEvidence => ({
  ...run,
  outputText: redactSecrets(run.outputText),
  transcript: run.transcript.map((entry) =>
    entry.content === undefined ? entry : { ...entry, content: redactSecrets(entry.content) },
  ),
  toolResults: run.toolResults.map((result) => ({ ...result, content: redactSecrets(result.content) })),
});
