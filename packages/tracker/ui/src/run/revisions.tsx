import { words } from '../format.js';
import { Section, Time } from '../parts/parts.js';
import type { TraceDetail } from '../types.js';

/** How the verdict changed as spans came late; nothing when it never did. */
export function Revisions({ revisions }: Pick<TraceDetail, 'revisions'>) {
  if (revisions.length < 2) return null;
  return (
    <Section title="Revisions" note="the newest first">
      <ol class="plain">
        {revisions.map(({ revision, completion, keptAt, summary }) => (
          <li key={revision}>
            <b>{revision}</b>, {words(completion)}, <Time iso={keptAt} isFull />: {summary}
          </li>
        ))}
      </ol>
    </Section>
  );
}
