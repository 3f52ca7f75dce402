/**
 * A model that says what a script says. The script has, for each agent, its runs in order, and for each run its replies
 * in order; the last one of both is repeated. A reply is a text or the call of a tool; `{ withoutTools }` is what the
 * agent says when it is offered no tools.
 */
export const scriptedModel = (script) => {
  const runsOf = new Map();
  const asked = new Map();
  return {
    name: 'scripted-1',
    async chat({ agent, run, tools }) {
      const runs = runsOf.get(agent) ?? new Set();
      runsOf.set(agent, runs.add(run));
      const replies = atOrLast(script[agent], runs.size - 1);
      const turn = asked.get(run) ?? 0;
      asked.set(run, turn + 1);
      const reply = atOrLast(replies, turn);
      if (typeof reply === 'string') return { text: reply, finishReason: 'stop' };
      if (tools === undefined) return { text: reply.withoutTools ?? '', finishReason: 'stop' };
      return { text: '', call: reply, finishReason: 'tool_calls' };
    },
  };
};

const atOrLast = (list, index) => list[Math.min(index, list.length - 1)];
