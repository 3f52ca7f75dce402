import type { HealthyFamily } from './family.js';
import { drawn, english, german, several, sumOf } from './family.js';

const crore = (value: number): string => `${(value / 10_000_000).toFixed(2)} crore`;
const lakh = (value: number): string => `${(value / 100_000).toFixed(2)} lakh`;
const manwon = (value: number): string => `약 ${Math.round(value / 10_000)}만 원`;

/** Third set: written with the third set of domains, before the checks were changed for the second. */
export const HEALTHY_THIRD: readonly HealthyFamily[] = [
  {
    id: 'a verdict of another thing in fields',
    turns: (random) => {
      const score = drawn(random, 310, 540);
      const form = `{"applicant": "B-${random.whole(100, 999)}", "score": ${score}, "limit": 600}`;
      return [
        { agent: 'scorer', told: 'Fetch the score of the applicant.', tool: ['bureau', form], says: form },
        {
          agent: 'decider',
          told: `Decide on the loan by the limit. JSON with approved and reason.\n\n${form}`,
          says: `{"approved": false, "reason": "score ${score} is below the limit of 600"}`,
        },
        {
          agent: 'mailer',
          told: `Tell the applicant.\n\n{"approved": false, "reason": "score ${score} is below the limit of 600"}`,
          says: 'Thank you for applying. We cannot offer you a loan at this time.',
        },
      ];
    },
  },
  {
    id: 'tests that fail are the finding',
    turns: (random) => {
      const failed = random.whole(2, 9);
      const log = `${random.whole(200, 900)} passed, ${failed} failed\nFAIL cart.test.ts > adds tax\nAssertionError: expected 119 to be 121`;
      return [
        {
          agent: 'ci',
          told: 'Run the tests and paste the end of the log.',
          tool: ['vitest', log],
          says: log,
        },
        {
          agent: 'triage',
          told: `What broke?\n\n${log}`,
          says: `${failed} tests fail, all of them in the cart: the tax comes out as 119 where 121 is expected. Looks like a rate that was changed last week.`,
        },
      ];
    },
  },
  {
    id: 'crore and lakh',
    turns: (random) => {
      const a = drawn(random, 12_000_000, 90_000_000);
      const b = drawn(random, 210_000, 9_000_000);
      const given = `sales ${a}, refunds ${b}`;
      return [
        { agent: 'ledger', told: 'Fetch sales and refunds.', tool: ['ledger', given], says: given },
        {
          agent: 'briefer',
          told: `Summarise for the minister.\n\n${given}`,
          says: `Sales stood at ₹${crore(a)}, refunds at ₹${lakh(b)}.`,
        },
      ];
    },
  },
  {
    id: '만 단위로 줄임',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 1_200_000, 98_000_000);
      const given = `임대료 ${english(a)}원, 급여 ${english(b)}원`;
      return [
        { agent: '조회', told: '비용을 조회해 주세요.', tool: ['erp', given], says: given },
        {
          agent: '요약',
          told: `한 줄로 요약해 주세요.\n\n${given}`,
          says: `급여 ${manwon(b)}, 임대료 ${manwon(a)}`,
        },
      ];
    },
  },
  {
    id: 'translated from Portuguese to Arabic',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 1200, 9800);
      const from = `A Prefeitura de Olinda plantou ${german(a)} árvores e podou ${german(b)}.`;
      return [
        { agent: 'redator', told: 'Escreva a notícia.', tool: ['dados', from], says: from },
        {
          agent: 'tradutor',
          told: `Traduza para o árabe.\n\n${from}`,
          says: `زرعت بلدية أوليندا ${english(a)} شجرة وقلّمت ${english(b)} شجرة.`,
        },
      ];
    },
  },
  {
    id: 'pivot by month',
    turns: (random) => {
      const values = several(random, 6, 140, 8800);
      const rows = values.map(
        (value, index) =>
          `${['2025-01', '2025-02', '2025-03'][index % 3] ?? ''};${index < 3 ? 'north' : 'south'};${value}`,
      );
      const given = `month;region;units\n${rows.join('\n')}`;
      const cells = [0, 1, 2].map((month) => {
        const north = values[month] ?? 0;
        const south = values[month + 3] ?? 0;
        return `| ${['Jan', 'Feb', 'Mar'][month] ?? ''} | ${north} | ${south} | ${north + south} |`;
      });
      return [
        { agent: 'extract', told: 'Export the units.', tool: ['dwh', given], says: given },
        {
          agent: 'pivot',
          told: `Pivot by month, with a sum per row.\n\n${given}`,
          says: `| | North | South | Both |\n|---|---|---|---|\n${cells.join('\n')}`,
        },
      ];
    },
  },
  {
    id: 'the top rows of a longer table',
    turns: (random) => {
      const values = several(random, 9, 110, 9900, 2).toSorted((a, b) => b - a);
      const given = `rank,shop,sales\n${values.map((value, index) => `${index + 1},Shop ${'ABCDEFGHI'[index] ?? ''},${value.toFixed(2)}`).join('\n')}`;
      return [
        { agent: 'bi', told: 'Get the sales by shop.', tool: ['bi', given], says: given },
        {
          agent: 'slides',
          told: `Podium slide: first, second, third.\n\n${given}`,
          says: `🥇 Shop A: ${english(values[0] ?? 0, 2)}\n🥈 Shop B: ${english(values[1] ?? 0, 2)}\n🥉 Shop C: ${english(values[2] ?? 0, 2)}`,
        },
      ];
    },
  },
  {
    id: 'riassunto senza cifre',
    turns: (random) => {
      const [a = 0, b = 0, c = 0] = several(random, 3, 1200, 93_000, 2);
      const given = `Affitti: ${german(a, 2)} €\nStipendi: ${german(b, 2)} €\nEnergia: ${german(c, 2)} €`;
      return [
        { agent: 'contabile', told: 'Leggi le spese.', tool: ['spese', given], says: given },
        {
          agent: 'portavoce',
          told: `Spiega ai colleghi in parole semplici, niente cifre.\n\n${given}`,
          says: 'Spendiamo in tre voci: affitti, stipendi ed energia. Le cifre precise sono nel gestionale.',
        },
      ];
    },
  },
  {
    id: 'a loan paid off',
    turns: (random) => {
      const debt = drawn(random, 12_000, 88_000);
      const rate = 0.06 / 12;
      const payment = (debt * rate) / (1 - (1 + rate) ** -48);
      return [
        {
          agent: 'loan-desk',
          told: `Calculate the monthly payment for ${english(debt)} over 48 months at 6% a year.`,
          says: `The monthly payment is ${english(payment, 2)}; over 48 months ${english(payment * 48, 2)} are paid back.`,
        },
      ];
    },
  },
  {
    id: 'fields passed on, one renamed',
    turns: (random) => {
      const order = {
        id: random.whole(10_000, 99_999),
        qty: random.whole(11, 99),
        price: drawn(random, 120, 990, 2),
      };
      const given = JSON.stringify(order);
      return [
        { agent: 'shop', told: 'Read the order.', tool: ['orders', given], says: given },
        {
          agent: 'mapper',
          told: `Map to the schema of the warehouse: order_no, pieces.\n\n${given}`,
          says: JSON.stringify({ order_no: order.id, pieces: order.qty }),
        },
      ];
    },
  },
  {
    id: 'chat without full stops',
    turns: (random) => {
      const eta = random.whole(11, 58);
      return [
        {
          agent: 'driver-bot',
          told: 'where is truck 7',
          tool: ['gps', `{"truck":7,"eta_min":${eta}}`],
          says: `truck 7 is ${eta} min out`,
        },
        {
          agent: 'desk-bot',
          told: `tell the customer\n\ntruck 7 is ${eta} min out`,
          says: `hi! your delivery will be there in about ${eta} min, see you soon`,
        },
      ];
    },
  },
  {
    id: 'a reviewer with small wishes',
    turns: (random) => {
      const a = drawn(random, 1200, 9900, 2);
      const draft = `We raised ${english(a, 2)} for the library, which is wrong to call small.`;
      return [
        {
          agent: 'drafter',
          told: 'Write the line on the library.',
          tool: ['ledger', a.toFixed(2)],
          says: draft,
        },
        {
          agent: 'editor',
          told: `Have a look before it goes out.\n\n${draft}`,
          says: 'Fine by me. If there is time: "not small" instead of "wrong to call small". No need to send it round again.',
        },
      ];
    },
  },
  {
    id: 'review with scores, passed',
    turns: (random) => {
      const a = drawn(random, 1200, 9900, 2);
      const draft = `The pool sold tickets for ${english(a, 2)}.`;
      return [
        { agent: 'author', told: 'Write the line on the pool.', tool: ['till', a.toFixed(2)], says: draft },
        {
          agent: 'judge',
          told: `Grade the line.\n\n${draft}`,
          says: `{"faithfulness": 5, "style": 3, "issues": [], "rejected": false, "comment": "plain, but right"}`,
        },
      ];
    },
  },
  {
    id: 'a second round that was asked for by a user',
    turns: (random) => {
      const a = drawn(random, 1200, 9900, 2);
      const long = `The gym took in ${english(a, 2)} in May, which is what its members paid for courses and lockers.`;
      return [
        { agent: 'writer', told: 'Write the line on the gym.', tool: ['till', a.toFixed(2)], says: long },
        { agent: 'user_proxy', told: `Ask the user for a comment.\n\n${long}`, says: 'Could it be shorter?' },
        {
          agent: 'writer',
          told: `Could it be shorter?\n\n${long}`,
          says: `The gym took in ${english(a, 2)} in May.`,
        },
      ];
    },
  },
  {
    id: 'wartość w walucie czytelnika',
    turns: (random) => {
      const euros = drawn(random, 120, 9900, 2);
      const given = `cena: ${german(euros, 2)} EUR, kurs: 4,25`;
      return [
        { agent: 'sklep', told: 'Podaj cenę i kurs.', tool: ['sklep', given], says: given },
        {
          agent: 'przelicznik',
          told: `Przelicz na złote.\n\n${given}`,
          says: `Cena wynosi ${german(Math.round(euros * 425) / 100, 2)} zł.`,
        },
      ];
    },
  },
  {
    id: 'a list that ends with and so on',
    turns: (random) => {
      const count = random.whole(40, 90);
      const names = 'oak, ash, elm, beech, yew, lime, alder, birch, rowan, hazel';
      return [
        {
          agent: 'forester',
          told: 'Which trees stand in the park?',
          tool: ['trees', `${count} kinds: ${names}, maple, willow`],
          says: `${count} kinds: ${names}, maple, willow`,
        },
        {
          agent: 'sign',
          told: `Text for the sign at the gate, a taste of it only.\n\n${count} kinds: ${names}, maple, willow`,
          says: `${count} kinds of trees: oak, ash, elm, beech, …`,
        },
      ];
    },
  },
  {
    id: 'a form with blanks',
    turns: (random) => [
      {
        agent: 'forms',
        told: `Make a sign-up sheet for tour ${random.whole(11, 99)}, to be filled in by hand.`,
        says: 'Name: ______________\nPhone: ______________\n[ ] lunch   [ ] bus',
      },
    ],
  },
  {
    id: 'initials and titles',
    turns: (random) => {
      const a = drawn(random, 1200, 99_000, 2);
      const given = `Prof. Maria Elena Vasquez-Ortega (Dept. of Marine Biology): ${english(a, 2)}`;
      return [
        { agent: 'hr', told: 'Look up the grant of Prof. Vasquez-Ortega.', tool: ['hr', given], says: given },
        {
          agent: 'press',
          told: `One line for the newsletter.\n\n${given}`,
          says: `Congratulations to M. E. Vasquez-Ortega of Marine Biology, whose work is supported with ${english(a, 2)}!`,
        },
      ];
    },
  },
  {
    id: 'an average over periods',
    turns: (random) => {
      const values = several(random, 4, 210, 9900);
      const given = `<quarters>${values.map((value, index) => `<q n="${index + 1}">${value}</q>`).join('')}</quarters>`;
      const halves = [sumOf(values.slice(0, 2)), sumOf(values.slice(2))];
      return [
        { agent: 'reader', told: 'Read the visits per quarter.', tool: ['xml', given], says: given },
        {
          agent: 'reporter',
          told: `Calculate both halves and the change between them.\n\n${given}`,
          says: `First half ${english(halves[0] ?? 0)}, second half ${english(halves[1] ?? 0)}, a change of ${(((halves[1] ?? 0) / (halves[0] ?? 1) - 1) * 100).toFixed(1)}%.`,
        },
      ];
    },
  },
  {
    id: 'क्षमा से शुरू होता पत्र',
    turns: (random) => {
      const id = random.whole(10_000, 99_999);
      return [
        {
          agent: 'patra-lekhak',
          told: `ग्राहक को देरी के लिए पत्र लिखिए, ऑर्डर ${id}।`,
          says: `प्रिय ग्राहक, ऑर्डर ${id} में हुई देरी के लिए हम क्षमा चाहते हैं। आपका सामान कल पहुँच जाएगा।`,
        },
      ];
    },
  },
];
