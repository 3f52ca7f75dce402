import { useAnswer } from '../ask.js';
import { useEvents } from '../live.js';
import { Badge, Time, Waiting } from '../parts/parts.js';
import { runHref } from '../place.js';
import type { TaskList, WaitingTask } from '../types.js';
import { useTitle } from '../use-title.js';
import { Feedback } from './feedback.js';

/** Tasks that wait for a person. */
export function TasksPage() {
  useTitle('Tasks');
  const answer = useAnswer<TaskList>('/api/tasks?limit=100');
  useEvents('task.status', answer.again);
  useEvents('trace.attributed', answer.again);
  return (
    <>
      <div class="title">
        <h1>Tasks that wait for a person</h1>
      </div>
      <Waiting answer={answer}>
        {({ tasks, nextCursor }) => (
          <>
            {tasks.length === 0 && (
              <p class="empty">
                Nothing waits for you. <a href="/">All runs</a>
              </p>
            )}
            <ul class="tasks">
              {tasks.map((task) => (
                <Task key={task.id} task={task} onDone={answer.again} />
              ))}
            </ul>
            {nextCursor !== null && <p class="soft">There are more: they come up as these are decided.</p>}
          </>
        )}
      </Waiting>
    </>
  );
}

function Task({ task, onDone }: { readonly task: WaitingTask; readonly onDone: () => void }) {
  return (
    <li>
      <div>
        <h2>
          <a href={runHref(task.traceId)}>{task.title}</a>
        </h2>
        <p>
          <Badge value={task.outcome} /> {task.summary}
        </p>
        <p class="sub">
          <Time iso={task.updatedAt} /> · task <code>{task.id}</code>
          {task.goalId !== null && ` · goal ${task.goalId}`}
        </p>
      </div>
      <Feedback task={task} onDone={onDone} />
    </li>
  );
}
