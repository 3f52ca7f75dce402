/** What the tools give and what the model says, for each way a run can go. */
const NODES = ['prices', 'delivery', 'reviews', 'contracts'];

const lookUp = (topic) => ({ tool: 'look_up', args: { topic } });
const finds = (topic, text) => [[lookUp(topic), text]];

const FINDINGS = {
  prices: 'Supplier A asks 10 a piece, supplier B asks 12.',
  delivery: 'Supplier A delivers in 5 days, supplier B in 2.',
  reviews: 'Both suppliers have four stars of five.',
  contracts: 'Supplier A wants a year, supplier B wants none.',
};

const TEAM = Object.fromEntries(NODES.map((node) => [node, finds(node, FINDINGS[node])]));
const ANSWER = 'Take supplier A: it asks 10 a piece and delivers within 5 days.';

const lookUpTool = (found) => ({ name: 'look_up', run: async ({ topic }) => found[topic]() });
const FOUND = Object.fromEntries(NODES.map((node) => [node, () => ({ text: FINDINGS[node] })]));

/** An answer must name a price, and the price must be what a tool has said. */
const validate = async ({ finalOutput, teamRuns }) => {
  const price = /asks (\d+)/.exec(finalOutput)?.[1];
  if (price === undefined) {
    return {
      status: 'rejected',
      score: 0.3,
      issues: ['the answer names no price'],
      recommendedRevisionPrompt: 'Name the price.',
      validator: 'price_check',
    };
  }
  const isSupported = teamRuns.some(({ toolResults }) =>
    toolResults.some(({ content }) => content.includes(`asks ${price}`)),
  );
  return isSupported
    ? { status: 'accepted', score: 0.9, validator: 'price_check' }
    : { status: 'insufficient_evidence', score: 0.5, evidence_gaps: ['the price'], validator: 'price_check' };
};

export const SCENARIOS = {
  success: {
    nodes: NODES,
    script: { ...TEAM, writer: [[ANSWER]] },
    tools: [lookUpTool(FOUND)],
    validate,
  },
  /** One agent breaks half-way, one never stops looking; the first answer is rejected, the second accepted. */
  partial: {
    nodes: NODES,
    script: {
      ...TEAM,
      contracts: [[lookUp('contracts'), lookUp('terms')]],
      reviews: [[{ ...lookUp('reviews'), withoutTools: 'As far as I have seen: four stars.' }]],
      writer: [['Take supplier A, it is the better one for sure.'], [ANSWER]],
    },
    tools: [
      lookUpTool({
        ...FOUND,
        terms: () => {
          throw new TypeError('the terms are no text');
        },
      }),
    ],
    validate,
  },
  /** The agent for prices finds nothing and says nothing of it: the writer has no price to name. */
  failure: {
    nodes: NODES,
    script: {
      ...TEAM,
      prices: finds('prices', 'There are some prices to be had, in general.'),
      writer: [[' ']],
    },
    tools: [lookUpTool({ ...FOUND, prices: () => ({ error: 'the price list is gone' }) })],
    validate,
  },
};
