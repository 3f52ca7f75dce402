import { Chip, Section } from '../parts/parts.js';
import type { AttributionReport } from '../types.js';
import { useRun } from './run-context.js';
import { SpanLink } from './span-link.js';

/** What the verdict rests on, each with the span that says so. */
export function Evidence({ evidence }: AttributionReport) {
  const { spans } = useRun();
  return (
    <Section title="Evidence">
      {evidence.length === 0 ? (
        <p class="soft">Nothing in this run speaks of a failure.</p>
      ) : (
        <ol class="evidence">
          {evidence.map(({ kind, spanId, text }, index) => {
            const agent = spans.get(spanId)?.agent;
            return (
              <li key={index}>
                <Chip>{kind}</Chip> <q>{text}</q>
                <span class="sub">
                  {agent != null && `${agent} · `}
                  <SpanLink spanId={spanId} />
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}
