import { useMemo } from 'preact/hooks';
import { useAnswer } from '../ask.js';
import { formatCost, formatCount, formatDuration, words } from '../format.js';
import { useEvents } from '../live.js';
import { Facts, Section, Time, Waiting } from '../parts/parts.js';
import { setQuery } from '../place.js';
import { Feedback } from '../tasks/feedback.js';
import type { SpanJson, SpanList, TaskView, TraceDetail } from '../types.js';
import { useTitle } from '../use-title.js';
import { AgentGraph } from './agent-graph.js';
import { Candidates } from './candidates.js';
import { Evidence } from './evidence.js';
import { Ledger } from './ledger.js';
import { Documents } from './packet.js';
import { Revisions } from './revisions.js';
import { RunProvider } from './run-context.js';
import { Story } from './story.js';
import { Timeline } from './timeline.js';
import { Verdict } from './verdict.js';

const select = (spanId: string): void => setQuery({ span: spanId });

const NO_SPANS: readonly SpanJson[] = [];

export interface RunPageProps {
  readonly traceId: string;
  readonly query: URLSearchParams;
}

/** One run on one page: the verdict first, then what it rests on, then everything else. */
export function RunPage({ traceId, query }: RunPageProps) {
  const id = encodeURIComponent(traceId);
  const run = useAnswer<TraceDetail>(`/api/traces/${id}`);
  const list = useAnswer<SpanList>(`/api/traces/${id}/spans?attributes=none`);
  useTitle(run.value?.name ?? 'Run');
  useEvents('trace.attributed', (events) => {
    if (!events.some((event) => event.traceId === traceId)) return;
    run.again();
    list.again();
  });
  const spans = list.value?.spans ?? NO_SPANS;
  const byId = useMemo(() => new Map(spans.map((span) => [span.spanId, span])), [spans]);
  const context = useMemo(() => ({ traceId, spans: byId, show: showSpan }), [traceId, byId]);
  return (
    <Waiting answer={run}>
      {(value) => {
        const { attribution: report } = value;
        return (
          <RunProvider value={context}>
            <p class="crumbs">
              <a href="/">Runs</a> / <code>{traceId}</code>
            </p>
            <h1>{value.name === '' ? traceId : value.name}</h1>
            <RunFacts run={value} />
            <Verdict report={report} />
            <div class="columns">
              <Evidence {...report} />
              <Section title="Agents" note="who handed work to whom">
                <AgentGraph report={report} />
              </Section>
            </div>
            <Ledger report={report} />
            <Waiting answer={list}>
              {() => (
                <Timeline
                  run={value}
                  spans={spans}
                  selected={query.get('span') ?? undefined}
                  onSelect={select}
                />
              )}
            </Waiting>
            <div class="columns">
              <Story {...report} />
              <TaskOf run={value} />
            </div>
            <Candidates {...report} />
            <Revisions {...value} />
            <Documents run={value} />
          </RunProvider>
        );
      }}
    </Waiting>
  );
}

/** Selects the span, brings the list to sight and gives it the keyboard. */
function showSpan(spanId: string): void {
  setQuery({ span: spanId });
  const list = document.querySelector<HTMLElement>('.span-list');
  list?.scrollIntoView({ block: 'center' });
  list?.focus({ preventScroll: true });
}

function RunFacts({ run }: { readonly run: TraceDetail }) {
  const late = run.attribution.lateSpans;
  return (
    <Facts
      of={[
        ['Started', <Time iso={run.startedAt} isFull />],
        ['Took', formatDuration(run.durationMs)],
        ['Status', words(run.status)],
        ['Tokens', formatCount(run.tokens)],
        ['Cost', formatCost(run.costUsd)],
        ['Spans', `${formatCount(run.spanCount)}${late === 0 ? '' : `, ${late} late`}`],
        ['Service', run.serviceName],
        ['Task', run.taskId],
        [
          'Goal',
          run.goalId === null ? null : <a href={`/?goal=${encodeURIComponent(run.goalId)}`}>{run.goalId}</a>,
        ],
        [
          'Conversation',
          run.conversationId === null ? null : (
            <a href={`/?conversation=${encodeURIComponent(run.conversationId)}`}>{run.conversationId}</a>
          ),
        ],
        [
          'Revision',
          `${run.revision}, ${words(run.completion)}, ${new Date(run.updatedAt).toLocaleTimeString()}`,
        ],
      ]}
    />
  );
}

function TaskOf({ run }: { readonly run: TraceDetail }) {
  const path = `/api/tasks/${encodeURIComponent(run.taskId ?? run.traceId)}`;
  const task = useAnswer<TaskView>(path);
  useEvents('task.status', task.again);
  return (
    <Section title="Task">
      <Waiting answer={task}>{(value) => <Feedback task={value} onDone={task.again} />}</Waiting>
    </Section>
  );
}
