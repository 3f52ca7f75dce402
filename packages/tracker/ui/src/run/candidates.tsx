import { words } from '../format.js';
import { Head, Section, Share } from '../parts/parts.js';
import type { AttributionReport } from '../types.js';
import { SpanLink } from './span-link.js';

type Candidate = AttributionReport['candidates'][number];

/** Who else it could have been, and why not. Every probability follows from its terms. */
export function Candidates({ candidates }: AttributionReport) {
  if (candidates.length === 0) return null;
  return (
    <Section title="Candidates" note="every step that could be the cause, with the terms of its score">
      <ol class="candidates">
        {candidates.map((candidate) => (
          <li key={`${candidate.spanId} ${candidate.stepIndex}`}>
            <details>
              <summary>
                <Share value={candidate.probability} kind="sure" /> <strong>{candidate.agent}</strong>, step{' '}
                {candidate.stepIndex}
              </summary>
              <Why candidate={candidate} />
            </details>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The terms that move the score, the weightiest first; those that add nothing are only counted. */
function Why({ candidate: { terms, spanId } }: { readonly candidate: Candidate }) {
  const moving = terms
    .filter(({ value, weight }) => value * weight !== 0)
    .sort((a, b) => Math.abs(b.value * b.weight) - Math.abs(a.value * a.weight));
  const idle = terms.length - moving.length;
  return (
    <div class="why">
      <p>
        <SpanLink spanId={spanId} />
      </p>
      {moving.length > 0 && (
        <table>
          <Head of={['Term', '#Value', '#Weight', '#Adds', 'Spans']} />
          <tbody>
            {moving.map(({ name, value, weight, spanIds }) => (
              <tr key={name}>
                <th scope="row">{words(name)}</th>
                <td class="num">{value.toFixed(2)}</td>
                <td class="num">{weight.toFixed(2)}</td>
                <td class="num">{(value * weight).toFixed(2)}</td>
                <td>
                  {spanIds.map((id, index) => (
                    <>
                      {index > 0 && ', '}
                      <SpanLink key={id} spanId={id} />
                    </>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {idle > 0 && (
        <p class="soft">
          {idle} {idle === 1 ? 'term adds' : 'terms add'} nothing.
        </p>
      )}
    </div>
  );
}
