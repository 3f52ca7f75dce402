import { Head, Section } from '../parts/parts.js';
import type { Comparison } from '../types.js';

type Kind = NonNullable<Comparison['firstDivergence']>['kind'];

const MEANING: Readonly<Record<Kind, string>> = {
  other_node: 'another agent or step decided',
  other_choice: 'it chose something else',
  other_outcome: 'the same choice came out otherwise',
  run_1_ended: 'the first run had ended',
  run_2_ended: 'the second run had ended',
};

/** Rows at most; where two runs part stands among the first of them or is what the list leads to. */
const MAX_ROWS = 200;

/** What each run decided, side by side, with the place where they part. */
export function Decisions({ comparison }: { readonly comparison: Comparison }) {
  const { decisions, firstDivergence, differences } = comparison;
  const [first = [], second = []] = decisions;
  const count = Math.max(first.length, second.length);
  const from = Math.max(0, Math.min((firstDivergence?.index ?? 0) - 20, count - MAX_ROWS));
  const rows = Array.from({ length: Math.min(count - from, MAX_ROWS) }, (_, n) => from + n);
  return (
    <Section
      title="Decisions"
      note={firstDivergence === null ? 'both went the same way' : 'where they part is marked'}
    >
      {count === 0 ? (
        <p class="soft">Neither run recorded a decision.</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Decisions of both runs">
          <table class="parting">
            <Head of={['#Step', 'First', 'Second']} />
            <tbody>
              {rows.map((index) => {
                const isParting = index === firstDivergence?.index;
                return (
                  <tr key={index} class={isParting ? 'cause' : ''}>
                    <th scope="row" class="num">
                      {index + 1}
                    </th>
                    <td>
                      {isParting && <b class="bad mark">◆ they part: {MEANING[firstDivergence.kind]}</b>}
                      {first[index] ?? '–'}
                    </td>
                    <td>{second[index] ?? '–'}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {differences.length > 0 && (
        <ul class="plain soft">
          {differences.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}
