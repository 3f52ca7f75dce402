import { useState } from 'preact/hooks';
import { tell, TokenNeeded } from '../ask.js';
import { words } from '../format.js';
import { Badge, Time } from '../parts/parts.js';
import { runHref } from '../place.js';
import type { TaskDecision, TaskView } from '../types.js';
import { TokenForm } from './token-form.js';

/** What a person may say of a task, and the state that follows. */
const DECISIONS = [
  ['satisfied', 'Accept', 'closes it'],
  ['revise', 'Revise', 'leaves it to another attempt'],
  ['abandon', 'Abandon', 'gives it up'],
] as const;

/** What waits for whom in each state. */
const MEANING: Readonly<Record<string, string>> = {
  awaiting_feedback: 'The answer was accepted by all checks and waits for a person.',
  needs_review: 'The checks could not decide: a person has to.',
  needs_revision: 'The run failed or was rejected: it may be tried again.',
  closed: 'It is done.',
  abandoned: 'It was given up.',
  failed: 'It failed for good.',
};

export interface FeedbackProps {
  readonly task: Pick<TaskView, 'id' | 'status'> & Partial<TaskView>;
  readonly onDone: () => void;
}

/** Where a task stands, and what a person says of it. */
export function Feedback({ task, onDone }: FeedbackProps) {
  const [note, setNote] = useState('');
  const [said, setSaid] = useState('');
  const [refused, setRefused] = useState<{ readonly feedback: string; readonly reason: string }>();
  const send = async (feedback: string): Promise<void> => {
    try {
      const decision = await tell<TaskDecision>(`/api/tasks/${encodeURIComponent(task.id)}/feedback`, {
        feedback,
        ...(note.trim() !== '' && { comment: note.trim() }),
      });
      setSaid(`Recorded: ${words(decision.previousStatus)} → ${words(decision.status)}.`);
      setNote('');
      setRefused(undefined);
      onDone();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const isRefused = error instanceof TokenNeeded;
      setRefused(isRefused ? { feedback, reason } : undefined);
      setSaid(isRefused ? '' : reason);
    }
  };
  const isOver = ['closed', 'abandoned', 'failed'].includes(task.status);
  return (
    <div class="feedback">
      <p>
        <Badge value={task.status} />
        <span class="sub">{task.closeReason ?? MEANING[task.status] ?? ''}</span>
      </p>
      {!isOver && (
        <form onSubmit={(event) => event.preventDefault()}>
          <label>
            Note (optional)
            <textarea rows={2} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
          </label>
          <div class="buttons">
            {DECISIONS.map(([feedback, label, effect]) => (
              <button key={feedback} type="button" title={effect} onClick={() => void send(feedback)}>
                {label} <small>{effect}</small>
              </button>
            ))}
          </div>
        </form>
      )}
      {refused !== undefined && (
        <TokenForm reason={refused.reason} onGiven={() => void send(refused.feedback)} />
      )}
      <p role="status">{said}</p>
      {(task.traceIds?.length ?? 0) > 1 && (
        <p class="soft">
          Attempts:{' '}
          {task.traceIds?.toReversed().map((traceId, index) => (
            <a key={traceId} href={runHref(traceId)}>
              {index + 1}{' '}
            </a>
          ))}
        </p>
      )}
      <ul class="history">
        {task.history?.map(({ kind, value, body, recordedAt }) => (
          <li key={recordedAt}>
            <b>{words(value)}</b> ({kind}) <Time iso={recordedAt} />
            {typeof body['comment'] === 'string' && <q>{body['comment']}</q>}
          </li>
        ))}
      </ul>
    </div>
  );
}
