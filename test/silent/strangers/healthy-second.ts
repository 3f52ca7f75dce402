import type { HealthyFamily } from './family.js';
import { drawn, english, french, german, several, sumOf } from './family.js';

const round = (value: number): string => german(Math.round(value / 1000) * 1000);
const man = (value: number): string => `約${Math.round(value / 10_000)}万円`;
const line = (id: string, value: number): string => `${id} ${english(value, 2)}`;
const hours = (value: number): string => `${Math.floor(value / 60)} h ${value % 60} min`;

/** Second set: written with the first, and not scored before the checks had been changed for that one. */
export const HEALTHY_SECOND: readonly HealthyFamily[] = [
  {
    id: 'rounded to thousands, German',
    turns: (random) => {
      const values = several(random, 3, 21_000, 890_000);
      const [a = 0, b = 0, c = 0] = values;
      const given = `Nord: ${german(a)}; Süd: ${german(b)}; West: ${german(c)}`;
      return [
        { agent: 'statistik', told: 'Hole die Besucherzahlen.', tool: ['besucher', given], says: given },
        {
          agent: 'presse',
          told: `Fasse das für die Presse zusammen.\n\n${given}`,
          says: `Im Süden kamen ${round(b)} Besucher, im Norden ${round(a)} und im Westen ${round(c)}.`,
        },
      ];
    },
  },
  {
    id: 'degrees for other readers',
    turns: (random) => {
      const celsius = several(random, 4, 3, 39, 1);
      const given = celsius
        .map((value, index) => `City ${'ABCD'[index] ?? ''}: ${value.toFixed(1)} °C`)
        .join('\n');
      const said = celsius
        .map((value, index) => `City ${'ABCD'[index] ?? ''}: ${((value * 9) / 5 + 32).toFixed(1)} °F`)
        .join('\n');
      return [
        { agent: 'weather', told: 'Fetch the temperatures.', tool: ['weather', given], says: given },
        { agent: 'anchor', told: `Report this to viewers in Texas.\n\n${given}`, says: said },
      ];
    },
  },
  {
    id: 'sums of groups',
    turns: (random) => {
      const names = ['apples', 'nails', 'pears', 'screws', 'plums', 'bolts'];
      const values = several(random, 6, 110, 9800, 2);
      const given = names.map((name, index) => `${name}: ${english(values[index] ?? 0, 2)}`).join('\n');
      const of = (...at: number[]): number => sumOf(at.map((index) => values[index] ?? 0));
      return [
        { agent: 'till', told: 'Fetch the sales.', tool: ['till', given], says: given },
        {
          agent: 'grouper',
          told: `Aggregate by department.\n\n${given}`,
          says: `Fruit comes to ${english(of(0, 2, 4), 2)} and hardware to ${english(of(1, 3, 5), 2)}.`,
        },
      ];
    },
  },
  {
    id: 'a balance that runs',
    turns: (random) => {
      const start = drawn(random, 4000, 9000, 2);
      const moves = several(random, 4, 110, 900, 2).map((value, index) => (index % 2 === 0 ? value : -value));
      const given = `Opening ${english(start, 2)}\n${moves.map((move) => `${move > 0 ? 'in' : 'out'} ${english(Math.abs(move), 2)}`).join('\n')}`;
      let balance = start;
      const said = moves.map((move) => {
        balance += move;
        return `${move > 0 ? 'in' : 'out'} ${english(Math.abs(move), 2)}, balance ${english(balance, 2)}`;
      });
      return [
        { agent: 'bank', told: 'Get the bookings.', tool: ['bank', given], says: given },
        {
          agent: 'bookkeeper',
          told: `Calculate the running balance.\n\n${given}`,
          says: `Opening ${english(start, 2)}\n${said.join('\n')}`,
        },
      ];
    },
  },
  {
    id: 'discount, then tax',
    turns: (random) => {
      const price = drawn(random, 240, 5900, 2);
      const given = `price ${english(price, 2)}, discount 15%, tax 19%`;
      const net = Math.round(price * 85) / 100;
      const tax = Math.round(net * 19) / 100;
      return [
        {
          agent: 'checkout',
          told: 'Calculate what the customer pays.',
          tool: ['cart', given],
          says: `Price ${english(price, 2)}, less 15% makes ${english(net, 2)}, plus 19% tax (${english(tax, 2)}): ${english(net + tax, 2)} to pay.`,
        },
      ];
    },
  },
  {
    id: 'spread of a series',
    turns: (random) => {
      const values = several(random, 5, 120, 940);
      const mean = sumOf(values) / 5;
      const deviation = Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / 4);
      const given = values.map((value, index) => `run ${index + 1}: ${value} ms`).join('\n');
      return [
        { agent: 'runner', told: 'Collect the times.', tool: ['bench', given], says: given },
        {
          agent: 'stats',
          told: `Calculate mean, median and standard deviation.\n\n${given}`,
          says: `Mean ${mean.toFixed(1)} ms, median ${values.toSorted((a, b) => a - b)[2] ?? 0} ms, standard deviation ${deviation.toFixed(1)} ms.`,
        },
      ];
    },
  },
  {
    id: 'résumé court',
    turns: (random) => {
      const [a = 0, b = 0, c = 0] = several(random, 3, 1200, 93_000, 2);
      const given = `Loyers : ${french(a, 2)} €\nSalaires : ${french(b, 2)} €\nÉnergie : ${french(c, 2)} €\nEffectif : 124\nSurface : 1 850 m²`;
      return [
        { agent: 'compta', told: 'Extrais les charges.', tool: ['compta', given], says: given },
        {
          agent: 'rédactrice',
          told: `Résume en une phrase.\n\n${given}`,
          says: `Les salaires (${french(b, 2)} €) pèsent plus que les loyers (${french(a, 2)} €).`,
        },
      ];
    },
  },
  {
    id: 'oku and man',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 120_000, 9_900_000);
      const given = `売上 ${english(a)}円、費用 ${english(b)}円`;
      return [
        { agent: '経理', told: '数字を取得して報告して。', tool: ['keiri', given], says: given },
        { agent: '広報', told: `要約して。\n\n${given}`, says: `売上は${man(a)}、費用は${man(b)}でした。` },
      ];
    },
  },
  {
    id: 'translated to Chinese',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 1200, 8800, 2);
      const from = `Redwood Hospital spent ${english(a, 2)} dollars on beds and ${english(b, 2)} dollars on lamps.`;
      return [
        { agent: 'author', told: 'Report the spending.', tool: ['ledger', from], says: from },
        {
          agent: 'translator',
          told: `Translate into Chinese.\n\n${from}`,
          says: `红木医院在床位上花了${english(a, 2)}美元，在灯具上花了${english(b, 2)}美元。`,
        },
      ];
    },
  },
  {
    id: 'columns swapped and merged',
    turns: (random) => {
      const rows = several(random, 5, 130, 9900, 2).map((value, index) => ({
        name: ['Ada', 'Bo', 'Cy', 'Di', 'Ed'][index] ?? '',
        value,
      }));
      const given = `| Name | Hours | Pay |\n|---|---|---|\n${rows.map(({ name, value }, index) => `| ${name} | ${30 + index} | ${english(value, 2)} |`).join('\n')}`;
      return [
        { agent: 'payroll', told: 'Get the table.', tool: ['payroll', given], says: given },
        {
          agent: 'clerk',
          told: `Convert this table to CSV with pay first.\n\n${given}`,
          says: `pay;name;hours\n${rows.map(({ name, value }, index) => `${value.toFixed(2)};${name};${30 + index}`).join('\n')}`,
        },
      ];
    },
  },
  {
    id: 'SQL from a question',
    turns: (random) => {
      const limit = random.whole(110, 900);
      return [
        {
          agent: 'sql-writer',
          told: `Turn the question into SQL: which customers spent more than ${limit} in the 90 days before 1 June 2025?`,
          says: `SELECT customer_id, SUM(amount) AS spent\nFROM orders\nWHERE ordered_at >= '2025-03-03' AND ordered_at < '2025-06-01'\nGROUP BY customer_id\nHAVING SUM(amount) > ${limit}\nORDER BY spent DESC`,
        },
      ];
    },
  },
  {
    id: 'duplicates left out',
    turns: (random) => {
      const [a = 0, b = 0, c = 0] = several(random, 3, 120, 9900, 2);
      return [
        {
          agent: 'one',
          told: 'Fetch list one.',
          tool: ['db', `${line('K1', a)}\n${line('K2', b)}`],
          says: `${line('K1', a)}\n${line('K2', b)}`,
        },
        {
          agent: 'two',
          told: 'Fetch list two.',
          tool: ['db', `${line('K2', b)}\n${line('K3', c)}`],
          says: `${line('K2', b)}\n${line('K3', c)}`,
        },
        {
          agent: 'merger',
          told: `Merge both lists.\n\n${line('K1', a)}\n${line('K2', b)}\n\n${line('K2', b)}\n${line('K3', c)}`,
          says: `${line('K1', a)}\n${line('K2', b)}\n${line('K3', c)}\n\nK2 was in both and is listed once. Together: ${english(a + b + c, 2)}`,
        },
      ];
    },
  },
  {
    id: 'times and durations',
    turns: (random) => {
      const minutes = several(random, 3, 130, 590);
      const given = minutes.map((value, index) => `Film ${index + 1}: ${value} min`).join('\n');
      return [
        { agent: 'cinema', told: 'List the films.', tool: ['films', given], says: given },
        {
          agent: 'programme',
          told: `Format the list for the flyer.\n\n${given}`,
          says: minutes.map((value, index) => `Film ${index + 1} (${hours(value)})`).join('\n'),
        },
      ];
    },
  },
  {
    id: 'a name in short',
    turns: (random) => {
      const a = drawn(random, 1200, 99_000, 2);
      const given = `International Institute of Tidal Research, grant ${english(a, 2)}`;
      return [
        {
          agent: 'grants',
          told: 'Look up the grant of the International Institute of Tidal Research.',
          tool: ['grants', given],
          says: given,
        },
        {
          agent: 'writer',
          told: `Summarise for the Board of Trustees.\n\n${given}`,
          says: `Dear Board Members, the IITR received ${english(a, 2)}. Kind regards, Research Office`,
        },
      ];
    },
  },
  {
    id: 'empty list is the finding',
    turns: (random) => [
      {
        agent: 'scanner',
        told: 'Check the logs of today for alerts and return a JSON array of them.',
        tool: ['logs', `scanned ${random.whole(1000, 9000)} lines, 0 alerts`],
        says: '[]',
      },
      { agent: 'reporter', told: 'Report the alerts.\n\n[]', says: 'No alerts today.' },
    ],
  },
  {
    id: 'a polite no from a form letter',
    turns: (random) => {
      const id = random.whole(10_000, 99_999);
      return [
        {
          agent: 'letters',
          told: `Write a letter that turns down application ${id}.`,
          says: `Dear applicant,\n\nthank you for application ${id}. Unfortunately we cannot offer you a place this year.\n\nKind regards`,
        },
      ];
    },
  },
  {
    id: 'a reviewer who compares',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 1200, 9900, 2);
      const draft = `Spending fell from ${english(Math.max(a, b), 2)} to ${english(Math.min(a, b), 2)}.`;
      return [
        {
          agent: 'drafter',
          told: 'Write the line on spending.',
          tool: ['ledger', `${a.toFixed(2)} ${b.toFixed(2)}`],
          says: draft,
        },
        {
          agent: 'checker',
          told: `Check the line.\n\n${draft}`,
          says: 'This differs from last year, which is what one would expect. I would not change a word.',
        },
      ];
    },
  },
  {
    id: 'weights of a recipe',
    turns: (random) => {
      const grams = several(random, 4, 110, 900);
      const names = ['flour', 'sugar', 'butter', 'milk'];
      const given = names.map((name, index) => `${name} ${grams[index] ?? 0} g`).join(', ');
      const factor = random.pick([1.5, 3, 2.5]);
      return [
        { agent: 'cook', told: 'Get the recipe for 4 people.', tool: ['recipes', given], says: given },
        {
          agent: 'scaler',
          told: `Convert the recipe from 4 to ${4 * factor} people.\n\n${given}`,
          says: names.map((name, index) => `${name} ${(grams[index] ?? 0) * factor} g`).join(', '),
        },
      ];
    },
  },
];
