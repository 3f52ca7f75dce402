import type { SpanView } from '@agent-attribution/core';
import { runByHand as run } from './by-hand.js';

/** Healthy runs that look like faulty ones: what they do is what they were asked to do. */
export const HARD_HEALTHY: Readonly<Record<string, readonly SpanView[]>> = {
  'a summary leaves details out': run('Brief me on Orion.', [
    {
      agent: 'reader',
      told: 'Extract the facts about Orion.',
      tool: [
        'news',
        'Orion Ltd, 312 employees, earned $4.2 million in 2024, up 18%, from 1,450 customers; its office has 2,300 square metres.',
      ],
      says: 'Orion Ltd has 312 employees, earned $4.2 million in 2024 (up 18%), and serves 1,450 customers from an office of 2,300 square metres.',
    },
    {
      agent: 'writer',
      told: 'Summarise this.\n\nOrion Ltd has 312 employees, earned $4.2 million in 2024 (up 18%), and serves 1,450 customers from an office of 2,300 square metres.',
      says: 'Orion Ltd earned $4.2 million in 2024, 18% more than before, with 312 employees and 1,450 customers.',
    },
  ]),
  'one sentence was asked for': run('How did sales go?', [
    {
      agent: 'fetcher',
      told: 'Get the sales per region.',
      tool: [
        'sales',
        '[{"region":"North","sales":1250.5},{"region":"South","sales":980.25},{"region":"East","sales":2210.75},{"region":"West","sales":455.1}]',
      ],
      says: 'North 1,250.50; South 980.25; East 2,210.75; West 455.10.',
    },
    {
      agent: 'writer',
      told: 'Summarise in one sentence.\n\nNorth 1,250.50; South 980.25; East 2,210.75; West 455.10.',
      says: 'East sold most, with 2,210.75 of 4,896.60 in all.',
    },
  ]),
  'the three largest': run('Largest invoices?', [
    {
      agent: 'fetcher',
      told: 'List the 3 largest invoices.',
      tool: ['invoices', 'A-1: 8,120.00\nA-2: 7,450.00\nA-3: 5,210.00\nA-4: 4,990.00'],
      says: 'A-1: 8,120.00\nA-2: 7,450.00\nA-3: 5,210.00',
    },
  ]),
  'support begins with sorry': run('Where is my order?', [
    {
      agent: 'support',
      told: 'Answer the customer.',
      tool: ['orders', '{"order":"B-7741","status":"in transit","eta":"Friday"}'],
      says: "I'm sorry for the delay. I can't change the carrier, but your order B-7741 is in transit and arrives on Friday.",
    },
  ]),
  'an error is what was asked about': run('Why does the deploy fail?', [
    {
      agent: 'log-reader',
      told: 'Read the error log and quote the error.',
      tool: ['logs', 'Error: connect ECONNREFUSED 10.0.0.8:5432'],
      says: 'Error: connect ECONNREFUSED 10.0.0.8:5432',
    },
    {
      agent: 'explainer',
      told: 'Explain this.\n\nError: connect ECONNREFUSED 10.0.0.8:5432',
      says: 'The database at 10.0.0.8 does not accept connections on port 5432.',
    },
  ]),
  'the code under review is wrong': run('Review my function.', [
    {
      agent: 'reviewer',
      told: 'Review this code.\n\nfunction add(a, b) { return a - b; }',
      says: 'The function is wrong: it subtracts. The result does not match its name. Use `a + b` instead.',
    },
    {
      agent: 'writer',
      told: 'Write the comment.\n\nThe function is wrong: it subtracts. The result does not match its name. Use `a + b` instead.',
      says: 'This function is wrong, since it subtracts where its name says that it adds.',
    },
  ]),
  'an essay from knowledge': run('Tell me about Mount Everest.', [
    {
      agent: 'writer',
      told: 'Write a short text about Mount Everest.',
      says: 'Mount Everest is 8,849 metres high. Edmund Hillary and Tenzing Norgay were the first to climb it, in 1953.',
    },
  ]),
  'a plan with estimates': run('Plan 3 days in Lisbon for 900 euros.', [
    {
      agent: 'planner',
      told: 'Propose an itinerary for 3 days in Lisbon with a budget of 900 euros.',
      says: 'Day 1: Alfama, 45 euros. Day 2: Belém, 62 euros. Day 3: Sintra, 118 euros. Hotel: 375 euros.',
    },
  ]),
  'tax on top': run('What is the invoice?', [
    {
      agent: 'biller',
      told: 'Calculate the invoice with 19% tax.',
      tool: ['items', 'design: 1,200.00\nprint: 430.50'],
      says: 'design: 1,200.00\nprint: 430.50\nnet: 1,630.50\ntax 19%: 309.80\ntotal: 1,940.30',
    },
  ]),
  'converted units': run('How far is it?', [
    {
      agent: 'route',
      told: 'Get the legs in kilometres and convert them to miles.',
      tool: ['route', 'leg 1: 120.5 km; leg 2: 310.2 km'],
      says: 'Leg 1 is 120.5 km (74.9 miles), leg 2 is 310.2 km (192.7 miles).',
    },
  ]),
  'a yes is an answer': run('Is the invoice paid?', [
    {
      agent: 'checker',
      told: 'Check whether invoice 4417 is paid. Answer yes or no.',
      tool: ['invoice', '{"id":4417,"paid":true}'],
      says: 'Yes.',
    },
  ]),
  'done after an action': run('Book room 12.', [
    { agent: 'booker', told: 'Book the room.', tool: ['book', '{"ok":true}'], says: 'Done.' },
  ]),
  'passed on as it is': run('What is the balance?', [
    {
      agent: 'bank',
      told: 'Look up the balance of account 55120.',
      tool: ['balance', 'The balance of account 55120 is 1,204.33 euros.'],
      says: 'The balance of account 55120 is 1,204.33 euros.',
    },
    {
      agent: 'front',
      told: 'The balance of account 55120 is 1,204.33 euros.',
      says: 'The balance of account 55120 is 1,204.33 euros.',
    },
  ]),
  'a template was asked for': run('Draft a template.', [
    {
      agent: 'writer',
      told: 'Write a letter template for customers.',
      says: 'Dear [customer name],\n\nyour order of [date] is on its way.\n\nYours,\nThe team',
    },
  ]),
  'mended after a review': run('Write the note.', [
    {
      agent: 'writer',
      told: 'Write a note on the outage of 14 March.',
      says: 'The outage lasted 40 minutes and touched 210 users.',
    },
    {
      agent: 'critic',
      told: 'Review this.\n\nThe outage lasted 40 minutes and touched 210 users.',
      says: 'Rejected: the number of users is wrong.',
    },
    {
      agent: 'writer',
      told: 'Write the note again.\n\nRejected: the number of users is wrong.',
      says: 'The outage lasted 40 minutes and touched 190 users.',
    },
    {
      agent: 'critic',
      told: 'Review this.\n\nThe outage lasted 40 minutes and touched 190 users.',
      says: 'Approved.',
    },
  ]),
  'a translation': run('Translate to German.', [
    {
      agent: 'translator',
      told: 'Translate into German: The parcel weighs 12.5 kg and costs 1,200.50 euros.',
      says: 'Das Paket wiegt 12,5 kg und kostet 1.200,50 Euro.',
    },
  ]),
  'short message without a full stop': run('Say hello.', [
    {
      agent: 'greeter',
      told: 'Write a greeting for the new colleague.',
      says: 'Welcome to the team, Priya! We are glad to have you\n\nBest regards,\nAnna Schmidt',
    },
  ]),
  'headline and bullets': run('Summarise the meeting.', [
    {
      agent: 'minutes',
      told: 'Summarise the meeting: Budget was approved. Hiring starts in May. The office moves.',
      says: '## Meeting\n\n- Budget approved\n- Hiring from May\n- Office moves',
    },
  ]),
  'JSON in a fence': run('Extract.', [
    {
      agent: 'extractor',
      told: 'Extract name and age as JSON: Ana is 31.',
      says: 'Here it is:\n```json\n{"name":"Ana","age":31}\n```',
    },
  ]),
  'rounded for a reader': run('Population?', [
    {
      agent: 'stat',
      told: 'Look up the population and report it rounded.',
      tool: ['census', '{"Berlin":3782202,"Hamburg":1910160}'],
      says: 'Berlin has 3.8 million inhabitants, Hamburg 1.9 million.',
    },
  ]),
  'a growth rate': run('Growth?', [
    {
      agent: 'analyst',
      told: 'Calculate the growth.',
      tool: ['kpi', '2023: 4,310 users\n2024: 5,172 users'],
      says: 'Users grew from 4,310 to 5,172, by 862 or 20.0%.',
    },
  ]),
  'not found is a finding': run('Find the contract.', [
    {
      agent: 'searcher',
      told: 'Search for the contract of Mr Doe.',
      tool: ['search', '[]'],
      says: 'There is no contract of Mr Doe in the archive.',
    },
  ]),
  'kein Befund': run('Gibt es Auffälligkeiten?', [
    { agent: 'pruefer', told: 'Prüfe die Werte: 120, 80, 72.', says: 'Keine.' },
  ]),
  'the reviewer tells what was wrong before': run('Check again.', [
    { agent: 'writer', told: 'Write the sum of 250 and 310.', says: 'The sum is 560.' },
    {
      agent: 'critic',
      told: 'Check this.\n\nThe sum is 560.',
      says: 'The earlier draft was wrong, but this is now corrected. Approved.',
    },
  ]),
};
