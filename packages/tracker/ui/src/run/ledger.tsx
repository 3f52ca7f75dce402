import { counted, formatCost, formatCount, formatDuration, words } from '../format.js';
import { Badge, Head, Section, Share } from '../parts/parts.js';
import { agentHref } from '../place.js';
import type { AttributionReport } from '../types.js';

type Contribution = AttributionReport['contributions'][number];

/** What each agent did, earned and cost. */
export function Ledger({ report }: { readonly report: AttributionReport }) {
  const { contributions, rootCause, tokens } = report;
  const agents = new Set(contributions.map(({ agentName }) => agentName));
  const hasSubtasks = agents.size < contributions.length;
  const twice = tokens.doubleCountedExcluded;
  const note = `${formatCount(tokens.input)} tokens in, ${formatCount(tokens.output)} out${
    twice === 0 ? '' : `; ${formatCount(twice)} that were reported twice are not counted`
  }`;
  return (
    <Section title="Ledger" note={note}>
      <div class="scroll" tabIndex={0} role="region" aria-label="Ledger of the agents">
        <table>
          <Head
            of={[
              'Agent',
              'Outcome',
              'Blame',
              'Credit',
              '#Tokens',
              '#Cost',
              '#Latency',
              '#Errors',
              '#Retries',
              '#Model / tool calls',
            ]}
          />
          <tbody>
            {contributions.map((one, index) => (
              <Row
                key={index}
                of={one}
                isCause={one.agentName === rootCause?.agent}
                hasSubtasks={hasSubtasks}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

interface RowProps {
  readonly of: Contribution;
  readonly isCause: boolean;
  readonly hasSubtasks: boolean;
}

function Row({ of: one, isCause, hasSubtasks }: RowProps) {
  const { failureCategory, failureAttribution } = one;
  return (
    <tr class={isCause ? 'cause' : ''}>
      <th scope="row">
        <a href={agentHref(one.agentName)}>{one.agentName}</a>{' '}
        {isCause && <span class="bad mark">◆ root cause</span>}
        {hasSubtasks && <span class="sub">{one.subtaskId}</span>}
        {one.evidence !== null && <span class="sub">{one.evidence}</span>}
      </th>
      <td>
        <Badge value={one.outcome} />
        {failureCategory !== null && (
          <span class="sub">
            {words(failureCategory)}
            {failureAttribution !== null && `, ${words(failureAttribution)}`}
          </span>
        )}
      </td>
      <td>
        <Share value={one.blameShare} kind="blame" />
      </td>
      <td>
        <Share value={one.creditShare} kind="credit" />
      </td>
      <td
        class="num"
        title={`${counted(one.inputTokens, 'token')} in, ${counted(one.outputTokens, 'token')} out`}
      >
        {formatCount(one.tokenUsage)}
      </td>
      <td class="num">{formatCost(one.costUsd)}</td>
      <td class="num">{formatDuration(one.durationMs)}</td>
      <td class="num">{formatCount(one.errors)}</td>
      <td class="num">{formatCount(one.retries)}</td>
      <td class="num">
        {formatCount(one.llmCalls)} / {formatCount(one.toolCalls)}
      </td>
    </tr>
  );
}
