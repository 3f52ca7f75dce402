import { Section } from '../parts/parts.js';
import type { AttributionReport } from '../types.js';

/** What happened, as the engine tells it. */
export function Story({ run }: AttributionReport) {
  if (run.narrative === '') return null;
  return (
    <Section title="What happened">
      <p class="narrative">{run.narrative}</p>
      {run.keyDecisions.length > 0 && (
        <ol class="decisions">
          {run.keyDecisions.map((decision, index) => (
            <li key={index}>{decision}</li>
          ))}
        </ol>
      )}
    </Section>
  );
}
