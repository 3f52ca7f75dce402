import {
  evidenceMetadata,
  isFinalAttempt,
  isUsableAnswer,
  nextTaskStatus,
  parseValidationResult,
  renderTaskEvidence,
  taskFlags,
  taskStatusAfterFeedback,
} from '@agent-attribution/core';
import type { TaskFeedback, TaskTransition } from '@agent-attribution/core';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { TrackerActivity } from '../activity/tracker-activity.js';
import { cut, LIMITS } from '../limits.js';
import type { TaskEvent } from '../storage/analytics-store.js';
import type { StoredRun } from '../storage/tracker-store.js';
import { effectiveTaskStatus } from '../task-status.js';
import { notFound, ProblemError, respondWithProblem } from './problem.js';
import { refuseUnknown } from './query.js';
import type { RouteOptions } from './routes.js';
import { isoTime } from './views.js';

const MAX_BODY_BYTES = 262_144;
const FEEDBACK: readonly TaskFeedback[] = ['satisfied', 'revise', 'abandon'];

export interface TaskRouteOptions extends Pick<RouteOptions, 'store' | 'now'> {
  readonly activity: TrackerActivity | undefined;
}

/** What validators and people say of a task, and where that takes it. Nothing here starts or resumes any work. */
export function createTaskRoutes({ store, now, activity }: TaskRouteOptions): Hono {
  const routes = new Hono();
  routes.use(
    '/api/tasks/:id/*',
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) =>
        respondWithProblem(c, { status: 413, detail: `The body is larger than ${MAX_BODY_BYTES} bytes.` }),
    }),
  );

  const requireTask = async (id: string) => {
    const run = await store.getTask(id);
    if (run === undefined) throw notFound('There is no task and no trace with this id, or it was purged.');
    const taskId = run.taskId ?? run.traceId;
    return { run, taskId, status: effectiveTaskStatus(run, await store.taskState(taskId)) };
  };
  const decide = async (
    { run, taskId, status }: Awaited<ReturnType<typeof requireTask>>,
    transition: TaskTransition,
    event: Pick<TaskEvent, 'kind' | 'value' | 'body'>,
  ) => {
    const isOver = !taskFlags(transition.status).isOpen;
    const before = await store.taskState(taskId);
    // A task that was over already keeps its reason and its time.
    const closing =
      isOver && taskFlags(status).isOpen
        ? { closeReason: transition.closeReason ?? null, closedAt: now() * 1000 }
        : { closeReason: before?.closeReason ?? null, closedAt: before?.closedAt ?? null };
    const { closeReason, closedAt } = isOver ? closing : { closeReason: null, closedAt: null };
    await store.saveTaskEvent(
      { taskId, traceId: run.traceId, ...event },
      { taskId, traceId: run.traceId, status: transition.status, closeReason, closedAt },
    );
    if (transition.status !== status)
      activity?.taskChanged({ taskId, traceId: run.traceId, from: status, to: transition.status });
    return {
      taskId,
      traceId: run.traceId,
      previousStatus: status,
      status: transition.status,
      closeReason,
      closedAt: closedAt === null ? null : isoTime(closedAt),
      ...taskFlags(transition.status),
    };
  };

  routes.post('/api/tasks/:id/validation', async (c) => {
    refuseUnknown(c.req.query(), []);
    const body = await readBody(c);
    const validation = parseValidationResult(body);
    if (validation === null) throw wrongBody();
    const task = await requireTask(c.req.param('id'));
    const attempt = attemptIn(body) ?? (await attemptsOf(task.run));
    const evidence = (await store.documentOf(task.run.traceId))?.evidence;
    const transition = nextTaskStatus(task.status, validation.status, {
      finalAttempt: isFinalAttempt(attempt, validation.status),
      usableAnswer: isUsableAnswer(evidence?.finalOutput ?? ''),
    });
    const metadata = evidence === undefined ? null : evidenceMetadata(evidence, renderTaskEvidence(evidence));
    return c.json(
      await decide(task, transition, {
        kind: 'validation',
        value: validation.status,
        body: { ...limited(validation), attempt, evidence: metadata },
      }),
    );
  });

  routes.post('/api/tasks/:id/feedback', async (c) => {
    refuseUnknown(c.req.query(), []);
    const body = await readBody(c);
    const feedback = FEEDBACK.find((known) => known === body['feedback']);
    if (feedback === undefined) {
      const detail = `"feedback" must be one of ${FEEDBACK.join(', ')}.`;
      throw new ProblemError({ status: 400, detail, parameter: 'feedback' });
    }
    const task = await requireTask(c.req.param('id'));
    const { comment } = body;
    return c.json(
      await decide(task, taskStatusAfterFeedback(task.status, feedback), {
        kind: 'feedback',
        value: feedback,
        body: typeof comment === 'string' ? { comment: cut(comment, LIMITS.textChars) } : {},
      }),
    );
  });

  const attemptsOf = async ({ taskId }: StoredRun): Promise<number> =>
    taskId === null ? 1 : (await store.listRuns({ taskId }, { limit: 10 })).runs.length;
  return routes;
}

/** A JSON object. Another content type is refused: a form of a foreign page can send it without being asked. */
async function readBody(c: Context): Promise<Readonly<Record<string, unknown>>> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new ProblemError({ status: 415, detail: 'Send JSON, as "Content-Type: application/json".' });
  try {
    const body: unknown = JSON.parse(await c.req.text());
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw wrongBody();
}

const wrongBody = (): ProblemError =>
  new ProblemError({ status: 400, detail: 'The body must be a JSON object.' });

function attemptIn({ attempt }: Readonly<Record<string, unknown>>): number | undefined {
  if (attempt === undefined) return undefined;
  if (typeof attempt === 'number' && Number.isInteger(attempt) && attempt >= 1) return attempt;
  throw new ProblemError({
    status: 400,
    detail: '"attempt" must be a whole number from 1.',
    parameter: 'attempt',
  });
}

type Validation = NonNullable<ReturnType<typeof parseValidationResult>>;

/** What a validator says, within limits. */
function limited(validation: Validation): Validation {
  return {
    ...validation,
    issues: texts(validation.issues),
    missingRequirements: texts(validation.missingRequirements),
    evidenceGaps: texts(validation.evidenceGaps),
    recommendedRevisionPrompt: cut(validation.recommendedRevisionPrompt, LIMITS.attributeChars),
    validator: cut(validation.validator, LIMITS.nameChars),
  };
}

const texts = (list: readonly string[]): string[] =>
  list.slice(0, LIMITS.notesPerExecution).map((text) => cut(text, LIMITS.textChars));
