import type { HealthyFamily } from './family.js';
import { drawn, english, french, german, several, sumOf } from './family.js';

const millions = (value: number): string => `${(value / 1e6).toFixed(1)} million`;
const short = (value: number): string => `$${(value / 1e6).toFixed(1)}M`;

/** First set: scored once before any check was changed for it. */
export const HEALTHY_FIRST: readonly HealthyFamily[] = [
  {
    id: 'rounded for the public',
    turns: (random) => {
      const [a = 0, b = 0, c = 0] = several(random, 3, 1_200_000, 9_800_000);
      const exact = `North ${english(a)}, South ${english(b)}, Coast ${english(c)}`;
      return [
        { agent: 'census', told: 'Look up the population by region.', tool: ['census', exact], says: exact },
        {
          agent: 'editor',
          told: `Write a short report for the public.\n\n${exact}`,
          says: `The South is home to ${millions(b)} people, the Coast to ${millions(c)} and the North to ${millions(a)}.`,
        },
      ];
    },
  },
  {
    id: 'units of the reader',
    turns: (random) => {
      const legs = several(random, 4, 41, 690, 1);
      const given = legs.map((km, index) => `Stage ${index + 1}: ${km.toFixed(1)} km`).join('\n');
      const said = legs.map((km, index) => `Stage ${index + 1}: ${(km / 1.609344).toFixed(1)} mi`).join('\n');
      return [
        { agent: 'route', told: 'Get the stages.', tool: ['route', given], says: given },
        { agent: 'guide', told: `Rewrite this for our American guests.\n\n${given}`, says: said },
      ];
    },
  },
  {
    id: 'two sentences',
    turns: (random) => {
      const [orders = 0, returns = 0, visits = 0] = several(random, 3, 1100, 98_000);
      const wait = drawn(random, 2.1, 9.8, 1);
      const given = `Orders: ${english(orders)}\nReturns: ${english(returns)}\nVisits: ${english(visits)}\nAverage wait: ${wait} minutes\nStaff on shift: 214\nComplaints: 131`;
      return [
        { agent: 'metrics', told: 'Fetch the figures of the day.', tool: ['metrics', given], says: given },
        {
          agent: 'briefer',
          told: `Condense this report into two sentences.\n\n${given}`,
          says: `We had ${english(orders)} orders from ${english(visits)} visits. The wait averaged ${wait} minutes.`,
        },
      ];
    },
  },
  {
    id: 'a headline',
    turns: (random) => {
      const [profit = 0, revenue = 0] = several(random, 2, 12_000, 94_000, 2);
      const given = `Revenue: ${english(revenue, 2)}\nProfit: ${english(profit, 2)}\nMargin: 21.4%`;
      return [
        { agent: 'desk', told: 'Collect the results.', tool: ['results', given], says: given },
        {
          agent: 'headline-writer',
          told: `Write a headline for this report.\n\n${given}`,
          says: `Record Quarter: Profit Climbs to ${english(profit, 2)}`,
        },
      ];
    },
  },
  {
    id: 'translated',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 1200, 88_000, 2);
      const from = `The Harbour Museum paid ${english(a, 2)} euros for repairs and ${english(b, 2)} euros for guards in March.`;
      return [
        { agent: 'author', told: 'Report the spending.', tool: ['ledger', from], says: from },
        {
          agent: 'translator',
          told: `Translate into German.\n\n${from}`,
          says: `Das Hafenmuseum zahlte im März ${german(a, 2)} Euro für Reparaturen und ${german(b, 2)} Euro für Wachpersonal.`,
        },
        {
          agent: 'traductrice',
          told: `Translate into French.\n\n${from}`,
          says: `En mars, le musée du Port a payé ${french(a, 2)} euros de réparations et ${french(b, 2)} euros de gardiennage.`,
        },
      ];
    },
  },
  {
    id: 'a table in another order',
    turns: (random) => {
      const rows = several(random, 6, 150, 99_000, 2).map((value, index) => ({
        id: `SKU-${index + 11}`,
        value,
      }));
      const given = `sku,amount\n${rows.map(({ id, value }) => `${id},${value.toFixed(2)}`).join('\n')}`;
      const sorted = rows.toSorted((a, b) => b.value - a.value);
      return [
        { agent: 'export', told: 'Fetch the rows.', tool: ['sql', given], says: given },
        {
          agent: 'sorter',
          told: `Convert to a markdown table, largest first.\n\n${given}`,
          says: `| SKU | Amount |\n|---|---:|\n${sorted.map(({ id, value }) => `| ${id} | ${english(value, 2)} |`).join('\n')}`,
        },
      ];
    },
  },
  {
    id: 'headings in capitals',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 1500, 64_000);
      const given = `licences sold ${english(a)}, renewals ${english(b)}`;
      return [
        {
          agent: 'crm',
          told: 'Get the sales of Larkspur Software for the report.',
          tool: ['crm', given],
          says: given,
        },
        {
          agent: 'writer',
          told: `Summarise this for Larkspur Software.\n\n${given}`,
          says: `Executive Summary\n\nThe company sold ${english(a)} licences and renewed ${english(b)}.\n\nKey Takeaways\n\n- Customer Success did well\n- Next Steps: call the others`,
        },
      ];
    },
  },
  {
    id: 'code with constants',
    turns: (random) => {
      const limit = drawn(random, 120, 980);
      return [
        {
          agent: 'analyst',
          told: 'Extract the limits from the ticket.',
          tool: ['ticket', `Rate limit ${limit} requests per minute, bursts of 250.`],
          says: `Rate limit: ${limit} requests per minute. Burst: 250.`,
        },
        {
          agent: 'coder',
          told: `Compute the delay in code.\n\nRate limit: ${limit} requests per minute. Burst: 250.`,
          says: `\`\`\`ts\nconst LIMIT = ${limit};\nconst BURST = 250;\nconst RETRY_MS = 1500;\nconst PORT = 8443;\nexport const delayMs = 60_000 / LIMIT;\n\`\`\``,
        },
      ];
    },
  },
  {
    id: 'records with ids and times',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 100, 990, 2);
      const id = drawn(random, 100_000, 999_999);
      return [
        {
          agent: 'orders',
          told: 'Fetch the orders and format them as JSON.',
          tool: ['orders', `two orders: ${a.toFixed(2)} and ${b.toFixed(2)}`],
          says: JSON.stringify({
            requestId: `req_${id}`,
            generatedAt: '2025-03-14T09:26:53Z',
            orders: [{ amount: a }, { amount: b }],
          }),
        },
      ];
    },
  },
  {
    id: 'dates in another form',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 210, 4800, 2);
      const day = random.whole(10, 28);
      const given = `2025-03-${day} rent ${a.toFixed(2)}\n2025-11-${day} deposit ${b.toFixed(2)}`;
      return [
        { agent: 'bank', told: 'List the bookings.', tool: ['bank', given], says: given },
        {
          agent: 'formatter',
          told: `Format this for a letter.\n\n${given}`,
          says: `On ${day} March 2025 the rent of ${english(a, 2)} was paid, and on 11/${day}/2025 the deposit of ${english(b, 2)}.`,
        },
      ];
    },
  },
  {
    id: 'a long chat',
    turns: (random) => {
      const [a = 0, b = 0] = several(random, 2, 310, 9900, 2);
      const chat = [
        'user: hi, I want to move house in May',
        'agent: Happy to help! How many rooms?',
        'user: 3, and a piano',
        `agent: Our price for 3 rooms is ${english(a, 2)}, the piano adds ${english(b, 2)}.`,
        'user: hm ok. and boxes?',
        'agent: 40 boxes are included.',
        'user: great, book it please',
      ].join('\n');
      return [
        {
          agent: 'booking',
          told: chat,
          tool: ['book', '{"ok":true,"ref":"MV-20931"}'],
          says: `All booked, reference MV-20931! The move comes to ${english(a + b, 2)} with the piano. See you in May`,
        },
      ];
    },
  },
  {
    id: 'shares of a whole',
    turns: (random) => {
      const votes = several(random, 4, 1300, 61_000);
      const names = ['Aster', 'Birch', 'Cedar', 'Dahlia'];
      const given = names.map((name, index) => `${name}: ${english(votes[index] ?? 0)}`).join('\n');
      const share = (value = 0): string => ((100 * value) / sumOf(votes)).toFixed(2);
      return [
        { agent: 'counter', told: 'Get the votes.', tool: ['votes', given], says: given },
        {
          agent: 'statistician',
          told: `Calculate the shares.\n\n${given}`,
          says: names
            .map((name, index) => `${name}: ${english(votes[index] ?? 0)} (${share(votes[index])}%)`)
            .join('\n'),
        },
      ];
    },
  },
  {
    id: 'short forms of figures',
    turns: (random) => {
      const [a = 0, b = 0, c = 0] = several(random, 3, 1_050_000, 98_000_000);
      const given = `Marketing ${english(a)} USD, R&D ${english(b)} USD, Sales ${english(c)} USD`;
      return [
        { agent: 'finance', told: 'Fetch the budget.', tool: ['budget', given], says: given },
        {
          agent: 'slides',
          told: `Turn the budget into one slide.\n\n${given}`,
          says: `• Marketing ${short(a)}\n• R&D ${short(b)}\n• Sales ${short(c)}\n• Total ${short(a + b + c)}`,
        },
      ];
    },
  },
  {
    id: 'growth per year over several years',
    turns: (random) => {
      const start = drawn(random, 1200, 9000);
      const end = drawn(random, 12_000, 48_000);
      const given = `2019: ${english(start)} users\n2024: ${english(end)} users`;
      const rate = (100 * ((end / start) ** (1 / 5) - 1)).toFixed(1);
      return [
        { agent: 'kpi', told: 'Get the users per year.', tool: ['kpi', given], says: given },
        {
          agent: 'analyst',
          told: `Calculate the annual growth rate.\n\n${given}`,
          says: `From ${english(start)} users in 2019 to ${english(end)} in 2024: a compound annual growth of ${rate}%.`,
        },
      ];
    },
  },
  {
    id: 'interest over years',
    turns: (random) => {
      const principal = drawn(random, 1500, 90_000);
      const rate = drawn(random, 1.2, 6.8, 1);
      const given = `Principal ${english(principal, 2)}, rate ${rate}%, 3 years`;
      const interest = (principal * rate * 3) / 100;
      return [
        {
          agent: 'loan',
          told: 'Calculate the simple interest.',
          tool: ['loan', given],
          says: `${given}. Interest: ${english(interest, 2)}. To be paid back: ${english(principal + interest, 2)}.`,
        },
      ];
    },
  },
  {
    id: 'a reviewer who suggests and approves',
    turns: (random) => {
      const a = drawn(random, 1200, 9900, 2);
      const draft = `The order of ${english(a, 2)} ships on Tuesday.`;
      return [
        { agent: 'writer', told: 'Write the notice.', tool: ['order', `total ${a.toFixed(2)}`], says: draft },
        {
          agent: 'reviewer',
          told: `Review the notice.\n\n${draft}`,
          says: 'Nothing here is incorrect. One could round the figure, but that is a matter of taste. Approved.',
        },
      ];
    },
  },
  {
    id: 'a question back',
    turns: () => [
      {
        agent: 'assistant',
        told: 'Compile the report of the quarter.',
        says: 'Before I start: which quarter do you mean, and should it cover both sites?',
      },
    ],
  },
  {
    id: 'what customers may not do',
    turns: (random) => {
      const days = random.whole(14, 60);
      return [
        {
          agent: 'support',
          told: 'Can I send my shoes back? Summarise the policy for me.',
          tool: ['policy', `Returns within ${days} days, unworn.`],
          says: `You have ${days} days, as long as they are unworn. We cannot take back worn shoes, but a voucher is possible.`,
        },
      ];
    },
  },
  {
    id: 'what a status means',
    turns: () => [
      {
        agent: 'tutor',
        told: 'What does 502 mean?',
        says: '502 Bad Gateway means that a server in between got no valid answer from the one behind it.',
      },
    ],
  },
  {
    id: 'one word is the answer',
    turns: (random) => [
      {
        agent: 'router',
        told: 'A customer writes: my invoice is wrong. Reply with the team that should handle it.',
        says: random.pick(['billing', 'Billing', 'accounts']),
      },
      { agent: 'expert', told: 'Capital of France?', says: 'Paris' },
      { agent: 'judge', told: 'Is 221 a prime number?', says: random.pick(['No.', 'No, 221 = 13 × 17.']) },
    ],
  },
];
