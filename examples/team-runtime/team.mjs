import {
  evidenceMetadata,
  failedValidation,
  isAccepted,
  isFinalAttempt,
  isUsableAnswer,
  nextTaskStatus,
  parseValidationResult,
  renderTaskEvidence,
} from '@agent-attribution/core';
import {
  beginAction,
  completeAction,
  recordObservation,
  recordStep,
  recordValidation,
  trackExecution,
  withAgent,
  withQualityCheck,
} from '@agent-attribution/instrumentation';
import { runLoop } from './agent-loop.mjs';
import { evidenceRecorder } from './evidence-recorder.mjs';
import { inParallel } from './in-parallel.mjs';

const MAX_PARALLEL_NODES = 3;
const MAX_TOOL_ITERATIONS = 2;

/** Runs a task with a team: nodes in parallel, a synthesis of their evidence, a validation, and one more attempt. */
export const runTask = ({ taskId, goal, nodes, model, tools, validate }) =>
  withAgent({ name: 'coordinator', taskId }, async (coordinator) => {
    const action = beginAction({
      agentId: 'coordinator',
      actionType: 'team_task',
      goalId: taskId,
      acceptanceCriteria: ['accepted'],
    });
    let status = 'running';
    let hint = '';
    let attempt = 0;
    let result;
    // Only a rejected first attempt is repeated.
    do {
      attempt += 1;
      result = await runAttempt({ taskId, attempt, goal, hint, nodes, model, tools });
      const validation = await validateAttempt(validate, result);
      recordObservation(action, 'external', {
        source: validation.validator,
        data: { accepted: isAccepted(validation) },
      });
      recordStep(action, `attempt ${attempt}: ${validation.status}`, { confidence: validation.score });
      hint = validation.recommendedRevisionPrompt;
      ({ status } = nextTaskStatus('validating', validation.status, {
        finalAttempt: isFinalAttempt(attempt, validation.status),
        usableAnswer: isUsableAnswer(result.packet.finalOutput),
      }));
    } while (status === 'needs_revision');

    const hasFailedNode = result.packet.teamNodeResults.some(({ success }) => !success);
    const outcome =
      status === 'failed' ? 'failure' : hasFailedNode || status === 'needs_review' ? 'partial' : 'success';
    coordinator.setOutcome(outcome);
    completeAction(action, { status: outcome });
    return { ...result, status, attempt };
  });

const runAttempt = async ({ taskId, attempt, goal, hint, nodes, model, tools }) => {
  const results = await inParallel(
    nodes.map((node) => () => runNode({ node, attempt, goal, model, tools })),
    MAX_PARALLEL_NODES,
  );
  const packet = {
    taskId,
    attemptIndex: attempt,
    mainRun: null,
    teamRuns: results.map(({ evidence }) => evidence),
    teamNodeResults: results.map(({ node, success, finishReason, error }) => ({
      node,
      success,
      finishReason,
      error,
    })),
    finalOutput: '',
  };
  // The synthesis has no tools: it may use only what the team found.
  const evidence = renderTaskEvidence(packet);
  const recorder = evidenceRecorder(`${taskId}/${attempt}/writer`);
  const { outputText } = await trackExecution(
    {
      agentName: 'writer',
      subtaskId: 'writer',
      dependsOn: nodes,
      callReason: 'synthesis',
      dataPassed: evidence,
    },
    (execution) =>
      runLoop({
        execution,
        agent: 'writer',
        prompt: `${goal}\n${hint}\n${evidence}`,
        model,
        maxToolIterations: 0,
        recorder,
      }),
  );
  return { packet: { ...packet, finalOutput: outputText, mainRun: recorder.evidence() } };
};

/** A node never fails the team: what went wrong is part of its result, and so is what it had found until then. */
const runNode = async ({ node, attempt, goal, model, tools }) => {
  const recorder = evidenceRecorder(`${attempt}/${node}`);
  try {
    const { finishReason } = await trackExecution(
      { agentName: node, subtaskId: node, callReason: `part of "${goal}"`, dataPassed: { goal } },
      (execution) =>
        runLoop({
          execution,
          agent: node,
          prompt: goal,
          model,
          tools,
          maxToolIterations: MAX_TOOL_ITERATIONS,
          recorder,
        }),
    );
    return {
      node,
      success: finishReason !== 'max_tool_iterations',
      finishReason,
      evidence: recorder.evidence(),
    };
  } catch (error) {
    return {
      node,
      success: false,
      finishReason: 'error',
      error: error.message,
      evidence: recorder.evidence(),
    };
  }
};

/** A validator that breaks leaves the decision to a person. */
const validateAttempt = (validate, { packet }) =>
  withQualityCheck({ name: 'validation' }, async (check) => {
    const evidence = renderTaskEvidence(packet);
    let validation;
    try {
      validation = parseValidationResult(await validate(packet)) ?? failedValidation('no result');
    } catch (error) {
      validation = failedValidation(error.message);
    }
    recordValidation(validation);
    check.setVerdict({ accepted: 'correct', rejected: 'incorrect' }[validation.status] ?? 'neutral', {
      confidence: validation.score,
      reason: validation.issues[0],
    });
    const { toolResultCount, evidenceLength } = evidenceMetadata(packet, evidence);
    check.setAttributes({
      'team.evidence.tool_results': toolResultCount,
      'team.evidence.chars': evidenceLength,
    });
    return validation;
  });
