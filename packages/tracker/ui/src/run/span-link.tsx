import { runHref } from '../place.js';
import { useRun } from './run-context.js';

/** A link to a span of this run: shows it in the timeline. Its id alone where the span was not kept. */
export function SpanLink({ spanId }: { readonly spanId: string }) {
  const { traceId, spans, show } = useRun();
  const span = spans.get(spanId);
  if (span === undefined && spans.size > 0) return <code>{spanId}</code>;
  return (
    <a
      href={runHref(traceId, spanId)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(spanId);
      }}
    >
      {span?.name ?? spanId}
    </a>
  );
}
