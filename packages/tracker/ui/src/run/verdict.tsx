import { formatShare, words } from '../format.js';
import { Badge, Chip, Facts } from '../parts/parts.js';
import { agentHref } from '../place.js';
import type { AttributionReport } from '../types.js';
import { SpanLink } from './span-link.js';

type RootCause = NonNullable<AttributionReport['rootCause']>;

/** The four classes in words: where the cause lies, seen from the agent at fault. */
const CLASS_MEANING: Readonly<Record<RootCause['failureAttribution'], string>> = {
  direct: 'it failed at its own work',
  upstream_contamination: 'what it passed on made others fail',
  coordination_overhead: 'the way the agents worked together used the run up',
  quality_gate: 'a quality check rejected its work',
};

/** How sure, in a word; the number stands beside it. */
const wordFor = (confidence: number): string =>
  confidence >= 0.8 ? 'quite sure' : confidence >= 0.5 ? 'fairly sure' : 'not very sure';

/** The verdict: who, what, why and how sure, before everything else. */
export function Verdict({ report }: { readonly report: AttributionReport }) {
  const { rootCause, verdict, summary, outcome, warnings, evidenceClasses } = report;
  return (
    <section class={`verdict ${verdict}`} aria-label="Verdict">
      <div>
        <p class="badges">
          <Badge value={outcome} /> <Chip>{verdict}</Chip>
        </p>
        <p class="sentence">
          <Sentence text={summary} agent={rootCause?.agent} />
        </p>
        {rootCause !== null && (
          <Facts
            of={[
              ['Who', <a href={agentHref(rootCause.agent)}>{rootCause.agent}</a>],
              ['What', words(rootCause.failureCategory)],
              ['Why', CLASS_MEANING[rootCause.failureAttribution]],
              [
                'Where',
                <>
                  <SpanLink spanId={rootCause.spanId} />, step {rootCause.stepIndex}
                </>,
              ],
            ]}
          />
        )}
        {warnings.map((warning) => (
          <p key={warning} class="warning">
            <span aria-hidden="true">!</span> {warning}
          </p>
        ))}
      </div>
      {rootCause !== null && (
        <div class="gauge">
          <Ring share={rootCause.confidence} />
          <p>
            <strong>{formatShare(rootCause.confidence)}</strong>
            <span class="sub">{wordFor(rootCause.confidence)}</span>
          </p>
          <p class="sub">
            rests on {evidenceClasses.length === 0 ? 'nothing but times' : evidenceClasses.join(', ')}
          </p>
        </div>
      )}
    </section>
  );
}

/** The sentence with the agent's name made strong where it comes first. */
function Sentence({ text, agent }: { readonly text: string; readonly agent: string | undefined }) {
  const at = agent === undefined ? -1 : text.indexOf(agent);
  if (agent === undefined || at === -1) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <strong>{agent}</strong>
      {text.slice(at + agent.length)}
    </>
  );
}

const RADIUS = 42;
const ROUND = 2 * Math.PI * RADIUS;

function Ring({ share }: { readonly share: number }) {
  return (
    <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r={RADIUS} />
      <circle
        class="sure"
        cx="50"
        cy="50"
        r={RADIUS}
        stroke-dasharray={`${share * ROUND} ${ROUND}`}
        transform="rotate(-90 50 50)"
      />
    </svg>
  );
}
