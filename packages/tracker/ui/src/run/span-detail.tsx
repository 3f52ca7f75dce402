import { useAnswer } from '../ask.js';
import { formatDuration, words } from '../format.js';
import { Chip, CopyButton, Facts, Waiting } from '../parts/parts.js';
import { agentHref, runHref } from '../place.js';
import type { SpanJson, TraceDetail } from '../types.js';

/** One span in full; its attributes are asked for when it is chosen. */
export function SpanDetail({
  run,
  span,
}: {
  readonly run: TraceDetail;
  readonly span: SpanJson | undefined;
}) {
  const path =
    span === undefined ? undefined : `/api/traces/${run.traceId}/spans/${encodeURIComponent(span.spanId)}`;
  const answer = useAnswer<SpanJson>(path);
  if (span === undefined)
    return (
      <aside class="detail soft" aria-label="Span">
        <p>Choose a span to see all of it. In the list, the arrow keys move.</p>
      </aside>
    );
  const link = `${location.origin}${runHref(run.traceId, span.spanId)}`;
  return (
    <aside class="detail" aria-label="Span">
      <h3 id="span-detail" tabIndex={-1}>
        {span.name}
      </h3>
      <p>
        <Chip>{span.nodeType}</Chip>{' '}
        {span.spanId === run.rootCause?.spanId && <b class="bad">◆ root cause</b>}
      </p>
      {span.error !== null && <p class="error">✗ {span.error}</p>}
      <Facts
        of={[
          ['Agent', span.agent === null ? null : <a href={agentHref(span.agent)}>{span.agent}</a>],
          ['Began', `${formatDuration(Date.parse(span.startedAt) - Date.parse(run.startedAt))} into the run`],
          ['Took', formatDuration(span.durationMs)],
          ['Status', words(span.status)],
          ['Id', <code>{span.spanId}</code>],
        ]}
      />
      <p>
        <CopyButton text={() => link}>Copy link</CopyButton>
      </p>
      <Waiting answer={answer}>{(full) => <Attributes span={full} />}</Waiting>
    </aside>
  );
}

function Attributes({ span: { attributes, isTruncated } }: { readonly span: SpanJson }) {
  const entries = Object.entries(attributes as Readonly<Record<string, unknown>>);
  return (
    <>
      <dl class="attributes">
        {entries.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      {entries.length === 0 && <p class="soft">It has no attributes.</p>}
      {isTruncated && <p class="soft">Some attributes were cut or dropped.</p>}
    </>
  );
}
