import { useAnswer } from '../ask.js';
import { formatCost, formatCount, formatDuration, formatShare } from '../format.js';
import { useEvents } from '../live.js';
import { Head, Share, Time, Waiting, windowIn, Windows } from '../parts/parts.js';
import { agentHref } from '../place.js';
import type { AgentList, AgentView, Series } from '../types.js';
import { useTitle } from '../use-title.js';
import { Sparkline } from './sparkline.js';

/** Rows that ask for their course over time; more could not be taken in. */
const WITH_SPARKLINE = 40;

/** How every agent did in a window, over all its runs. */
export function AgentsPage({ query }: { readonly query: URLSearchParams }) {
  useTitle('Agents');
  const window = windowIn(query);
  const answer = useAnswer<AgentList>(`/api/agents?window=${window}`);
  useEvents('trace.attributed', answer.again);
  return (
    <>
      <div class="title">
        <h1>Agents</h1>
        <Windows chosen={window} />
      </div>
      <Waiting answer={answer}>
        {({ agents }) =>
          agents.length === 0 ? (
            <p class="empty">
              No agent took part in a run of this time. Choose a wider window, or send some traces.
            </p>
          ) : (
            <div class="scroll" tabIndex={0} role="region" aria-label="Agents, most active first">
              <table>
                <Head
                  of={[
                    'Agent',
                    '#Runs',
                    'Success',
                    'Over time',
                    'Mean blame',
                    '#Root cause of',
                    '#Tokens',
                    '#Cost',
                    '#Latency p50 / p95',
                    '#Errors',
                  ]}
                />
                <tbody>
                  {agents.map((one, index) => (
                    <Row key={one.agent} of={one} window={window} isDrawn={index < WITH_SPARKLINE} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Waiting>
    </>
  );
}

interface RowProps {
  readonly of: AgentView;
  readonly window: string;
  readonly isDrawn: boolean;
}

function Row({ of: one, window, isDrawn }: RowProps) {
  const path = `/api/agents/${encodeURIComponent(one.agent)}/series?window=${window}`;
  const points = useAnswer<Series>(isDrawn ? path : undefined).value?.points ?? [];
  const rates = points.map(({ successRate }) => successRate);
  return (
    <tr>
      <th scope="row">
        <a href={`${agentHref(one.agent)}?window=${window}`}>{one.agent}</a>
        <span class="sub">
          last seen <Time iso={one.lastSeenAt} />
        </span>
      </th>
      <td class="num">{formatCount(one.runs)}</td>
      <td>
        <Share value={one.successRate} kind="credit" />
      </td>
      <td>
        <Sparkline values={rates} label={`Success over time: ${rates.map(formatShare).join(', ')}`} />
      </td>
      <td>
        <Share value={one.meanBlameShare} kind="blame" />
      </td>
      <td class="num">
        {formatCount(one.blamedRuns)}{' '}
        <span class="sub">{formatShare(one.blamedRuns / one.runs)} of runs</span>
      </td>
      <td class="num">{formatCount(one.tokens)}</td>
      <td class="num">{formatCost(one.costUsd)}</td>
      <td class="num">
        {formatDuration(one.p50DurationMs)} / {formatDuration(one.p95DurationMs)}
      </td>
      <td class="num">{formatCount(one.errors)}</td>
    </tr>
  );
}
