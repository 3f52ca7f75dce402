import { TASK_STATUSES } from '@agent-attribution/core';
import { RUN_OUTCOMES } from '@agent-attribution/semantic-conventions';
import { ref } from './reference.js';
import {
  anyObject,
  flag,
  list,
  object,
  oneOf,
  text,
  textOrNull,
  time,
  timeOrNull,
} from './schema-building.js';
import type { Schema } from './schema-building.js';

/** Tasks, and what is decided of them. */
export const TASK_SCHEMAS: Readonly<Record<'Task' | 'TaskList' | 'TaskDecision', Schema>> = {
  Task: object({
    id: text,
    status: oneOf(TASK_STATUSES),
    isOpen: flag,
    isExecutionActive: flag,
    requiresUserAction: flag,
    title: text,
    goalId: textOrNull,
    conversationId: textOrNull,
    traceId: text,
    traceIds: list(text),
    createdAt: time,
    updatedAt: time,
    metadata: object({ attribution: ref('AttributionReport') }),
    closeReason: textOrNull,
    closedAt: timeOrNull,
    history: list(
      object({
        kind: oneOf(['validation', 'feedback']),
        value: text,
        traceId: text,
        body: anyObject,
        recordedAt: time,
      }),
    ),
  }),
  TaskList: object({
    tasks: list(
      object({
        id: text,
        status: oneOf(TASK_STATUSES),
        title: text,
        summary: text,
        outcome: oneOf(RUN_OUTCOMES),
        goalId: textOrNull,
        traceId: text,
        updatedAt: time,
      }),
    ),
    nextCursor: {
      ...textOrNull,
      description: 'Null on the last page; a page may be empty and not the last.',
    },
  }),
  TaskDecision: object({
    taskId: text,
    traceId: text,
    previousStatus: oneOf(TASK_STATUSES),
    status: oneOf(TASK_STATUSES),
    closeReason: textOrNull,
    closedAt: timeOrNull,
    isOpen: flag,
    isExecutionActive: flag,
    requiresUserAction: flag,
  }),
};
