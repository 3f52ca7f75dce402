import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../../attribute-trace.js';
import { agent, check, llm, spansOf, tool, workflow } from '../../testing/trace-builder.js';
import type { SpanDraft } from '../../testing/trace-builder.js';
import { CONTENT_CHECKS } from './content-checks.js';
import { EARNED_PRECISION } from './earned-precision.js';

/** Who is blamed for a run in which every span is green; undefined when nobody is. */
const blamedIn = (...agents: readonly SpanDraft[]) => {
  const { rootCause, outcome } = attributeTrace(spansOf(workflow('run', agents)));
  return outcome === 'unknown' ? undefined : rootCause?.agent;
};

const worker = (name: string, hears: string, says: string, finishReason = 'stop') =>
  agent(name, [llm({ hears, says, finishReason })]);

const DATA = 'steel: 1,204.50\nwood: 873.20\nglass: 455.10\nsand: 96.75';
const source = agent('source', [
  tool('ledger', { args: '{}', result: DATA }),
  llm({ hears: 'Look up the costs.', says: DATA }),
]);
const writer = (says: string, task = 'Summarise this.') => worker('writer', `${task}\n\n${DATA}`, says);

describe('content checks', () => {
  it('are in a table, each with an id of its own and an earned precision', () => {
    expect(CONTENT_CHECKS.map(({ id }) => id).toSorted()).toEqual(Object.keys(EARNED_PRECISION).toSorted());
    for (const precision of Object.values(EARNED_PRECISION)) expect(precision).toBeLessThanOrEqual(0.95);
  });

  it.each([
    ['keeps all', 'steel 1,204.50, wood 873.20, glass 455.10, sand 96.75', undefined],
    ['loses one of the rows', 'steel 1,204.50, wood 873.20, glass 455.10', 'writer'],
    ['picks two', 'steel 1,204.50 and wood 873.20 lead', undefined],
    ['swaps two digits', 'steel 1,240.50, wood 873.20, glass 455.10, sand 96.75', 'writer'],
    ['adds a figure', 'steel 1,204.50, wood 873.20, glass 455.10, sand 96.75, gold 7,431.90', 'writer'],
    ['rounds', 'steel 1,200, wood 870, glass 455, sand 97', undefined],
    ['sums', 'steel 1,204.50, wood 873.20, glass 455.10, sand 96.75: 2,629.55 in all', undefined],
    ['sums wrongly', 'steel 1,204.50, wood 873.20, glass 455.10, sand 96.75: 2,692.55 in all', 'writer'],
  ])('figures: a summary that %s', (_, says, culprit) => {
    expect(blamedIn(source, writer(says))).toBe(culprit);
  });

  it('does not doubt a selection that was asked for', () => {
    const says = 'steel 1,204.50, wood 873.20, glass 455.10';
    expect(blamedIn(source, writer(says, 'List the top 3.'))).toBeUndefined();
  });

  it('does not doubt estimates that were asked for', () => {
    expect(
      blamedIn(source, writer('steel 1,204.50, next year 1,377.00', 'Forecast the costs.')),
    ).toBeUndefined();
  });

  it.each([
    ['I cannot help with that.', 'writer'],
    ['Dabei kann ich leider nicht helfen.', 'writer'],
    ['Lo siento, no puedo ayudar.', 'writer'],
    ['Je ne peux pas répondre.', 'writer'],
    ['我无法提供帮助。', 'writer'],
    ['お手伝いできません。', 'writer'],
    ['Sorry for the delay: your order arrives on Friday.', undefined],
  ])('refusals: %s', (says, culprit) => {
    expect(blamedIn(worker('writer', 'Write to the customer about the order.', says))).toBe(culprit);
  });

  it.each([
    ['', 'writer'],
    ['...', 'writer'],
    ['Done.', 'writer'],
    ['Error: connection refused', 'writer'],
    ['Traceback (most recent call last):\n  File "x.py", line 1', 'writer'],
    ['The costs come to [insert amount].', 'writer'],
    ['The costs are high. Most of it is steel, and the rest of the', 'writer'],
    ['```ts\nconst cost = 1;', 'writer'],
    ['{"cost": [1, 2', 'writer'],
    ['The costs are high.', undefined],
  ])('outputs: %j', (says, culprit) => {
    expect(blamedIn(worker('writer', 'Summarise the costs of the house on the hill.', says))).toBe(culprit);
  });

  it.each([
    ['{"cost": 3}', undefined],
    ['```json\n{"cost": 3}\n```', undefined],
    ['The cost is 3.', 'writer'],
  ])('formats: %j where JSON was asked for', (says, culprit) => {
    expect(blamedIn(worker('writer', 'Return the cost as JSON.', says))).toBe(culprit);
  });

  it('doubts an output that was cut off at its limit in mid-sentence, and not one that ended there', () => {
    const task = 'Write about the sea.';
    expect(blamedIn(worker('writer', task, 'The sea is wide and full of', 'length'))).toBe('writer');
    expect(blamedIn(worker('writer', task, 'The sea is wide.', 'length'))).toBeUndefined();
  });

  it('doubts an output that is its own task', () => {
    const task = `Summarise this for the board of the company.\n\n${DATA}`;
    expect(blamedIn(source, worker('writer', task, task))).toBe('writer');
  });

  it('doubts a stranger in the place of the one that it is about', () => {
    const task = 'Summarise the year of Northwind Traders.';
    expect(blamedIn(worker('writer', task, 'Southgate Holdings had a good year.'))).toBe('writer');
    expect(
      blamedIn(worker('writer', task, 'Northwind Traders had a good year, as Anna Berg says.')),
    ).toBeUndefined();
  });

  it('blames the agent with whom a fault came in, not those who pass it on', () => {
    const wrong = DATA.replace('1,204.50', '1,240.50');
    const reader = agent('reader', [
      tool('ledger', { args: '{}', result: DATA }),
      llm({ hears: 'Look up the costs.', says: wrong }),
    ]);
    const passer = worker('writer', `Summarise this.\n\n${wrong}`, wrong.replaceAll('\n', ', '));
    expect(blamedIn(reader, passer)).toBe('reader');
  });

  it('believes a later agent that rejects the work of one it names, unless the work is done again', () => {
    const draft = worker('writer', 'Write a note on the sea.', 'The sea is green.');
    const rejects = worker('critic', 'Review this.\n\nThe sea is green.', 'What writer says is wrong.');
    const again = worker('writer', 'Write it again.', 'The sea is blue.');
    const accepts = worker('critic', 'Review this.\n\nThe sea is blue.', 'Approved.');
    expect(blamedIn(draft, rejects)).toBe('writer');
    expect(blamedIn(draft, rejects, again, accepts)).toBeUndefined();
  });

  it('says nothing of what a reviewer says of the code under review', () => {
    const task = 'Review this code.\n\nreturn a - b;';
    expect(blamedIn(worker('critic', task, 'The code is wrong: it subtracts.'))).toBeUndefined();
  });

  it('does not ask the contents of a run of which a check says that it went well', () => {
    const refusal = worker('writer', 'Write.', 'I cannot help with that.');
    expect(blamedIn(refusal, check('quality_check', 'correct'))).toBeUndefined();
    expect(
      attributeTrace(spansOf(workflow('run', [refusal, check('quality_check', 'correct')]))).outcome,
    ).toBe('success');
  });

  it('does not look at contents when told to keep to metadata', () => {
    const spans = spansOf(workflow('run', [worker('writer', 'Write.', 'I cannot help with that.')]));
    expect(attributeTrace(spans, { metadataOnly: true }).outcome).toBe('unknown');
  });

  it('is as sure as the check has earned, and shows what it saw', () => {
    const spans = spansOf(workflow('run', [source, writer('I cannot help with that.')]));
    const { rootCause, evidence, outcome } = attributeTrace(spans);
    expect(outcome).toBe('failure');
    expect(rootCause?.confidence).toBe(EARNED_PRECISION.refusal);
    expect(evidence[0]).toMatchObject({
      kind: 'soft_error',
      check: 'refusal',
      text: expect.stringContaining('refused'),
    });
  });

  it('is no surer of the only step of a run', () => {
    const spans = spansOf(workflow('run', [worker('writer', 'Write.', 'I cannot help with that.')]));
    expect(attributeTrace(spans).rootCause?.confidence).toBe(EARNED_PRECISION.refusal);
  });
});

const after = (hears: string, says: string) => worker('after', `Vex nolu.\n\n${hears}`, says);

const shop = (says: string) =>
  agent('clerk', [
    tool('till', { args: '{}', result: '白樺旅館\n夕食 1520\n朝食 2840\n温泉 6390' }),
    llm({ hears: '白樺旅館の項目別の収入を報告して。', says }),
  ]);

const blamedInShop = (says: string) => {
  const root = workflow('run', [shop(says)]);
  const asked = JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: '白樺旅館の収入は?' }] }]);
  const { rootCause } = attributeTrace(
    spansOf({ ...root, attributes: { ...root.attributes, 'gen_ai.input.messages': asked } }),
  );
  return rootCause?.agent;
};

/** In made-up words, so that no list of any language can tell. */
describe('content checks without words', () => {
  const told = 'Zorp blim.';
  const link = (says: string) => worker('link', `${told}\n\n${DATA}`, says);

  it.each([
    ['Wib tor.', 'link'],
    ['steel 1,204.50; wood 873.20; glass 455.10; sand 96.75', undefined],
  ])('a link of a chain that says: %s', (says, culprit) => {
    expect(blamedIn(source, link(says), after(says, 'Hum.'))).toBe(culprit);
  });

  it('do not take an agent for a broken link that hands out the next turn', () => {
    expect(blamedIn(source, link('after wib.'), after('after wib.', 'Hum.'))).toBeUndefined();
  });

  it.each([
    ['steel: 1,240.50\nwood: 873.20\nglass: 455.10\nsand: 96.75', 'link'],
    ['steel: 1,204.50\nwood: 873.20\nglass', 'link'],
    ['steel: 1,204.50\nwood: 873.20\nglass: 455.10', 'link'],
    ['steel: 1,204.50\nwood: 873.20\nglass: 455.10\nsand: 96.75', undefined],
  ])('figures that were handed on as %j', (says, culprit) => {
    expect(blamedIn(source, link(says))).toBe(culprit);
  });

  it.each([
    ['Tiv source ploo.', 'source'],
    ['Tiv ploo.', undefined],
    ['Tiv source and link ploo.', undefined],
    ['Thanks, source.', undefined],
    ['Tiv source 1,204.50 ploo.', undefined],
  ])('the last word of a run: %s', (says, culprit) => {
    expect(blamedIn(source, link(DATA), after(DATA, says))).toBe(culprit);
  });

  it('do not hear a complaint where the one that was named has worked again', () => {
    const again = agent('source', [
      tool('ledger', { args: '{}', result: DATA }),
      llm({ hears: `Tiv source ploo.\n\n${DATA}`, says: DATA }),
    ]);
    expect(blamedIn(source, after(DATA, 'Tiv source ploo.'), again)).toBeUndefined();
  });

  it.each([
    ['Zorp: JSON.', 'link'],
    ['Zorp: JSON?', undefined],
    ['Zorp: no JSON.', undefined],
  ])('a format that is named in a short sentence: %s', (task, culprit) => {
    expect(blamedIn(source, worker('link', `${task}\n\n${DATA}`, DATA))).toBe(culprit);
  });

  it.each([
    ['steel: … kg, wood: … kg', 'writer'],
    ['steel [flim norp]', 'writer'],
    ['steel 5 kg … wood 7 kg, glass 3 kg', undefined],
  ])('blanks where figures came in: %s', (says, culprit) => {
    const rows = 'steel: 5,120 kg\nwood: 7,340 kg\nglass: 3,450 kg';
    const scales = agent('scales', [
      tool('scales', { args: '{}', result: rows }),
      llm({ hears: 'Weigh.', says: rows }),
    ]);
    const given = culprit === undefined ? rows.replaceAll(/,\d{3}/g, '') : rows;
    expect(blamedIn(scales, worker('writer', `Summarise this.\n\n${given}`, says))).toBe(culprit);
  });

  it('name the stranger in scripts without capitals by the signs around it', () => {
    const rows = '夕食 1520\n朝食 2840\n温泉 6390';
    expect(blamedInShop(`白樺旅館の項目別の収入:\n${rows}`)).toBeUndefined();
    expect(blamedInShop(`黒潮荘の項目別の収入:\n${rows}`)).toBe('clerk');
  });
});
