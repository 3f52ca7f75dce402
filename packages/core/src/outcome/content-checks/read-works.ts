import type { ContentMessage } from '../../conventions/node-facts.js';
import type { Instance, Instances } from '../../graph/instances.js';
import type { GraphNode, TraceGraph } from '../../graph/trace-graph.js';
import type { ContentRun, Work } from './content-check.js';
import { Knowledge } from './knowledge.js';
import { Passage } from './passage.js';
import { BOUNDARY } from './tasks.js';

const RESULTS: ReadonlySet<string> = new Set(['tool_invocation', 'retrieval', 'memory']);

/**
 * The works of a run as texts; undefined when no agent's output is known. Every node's content is read once.
 */
export function readWorks(graph: TraceGraph, instances: Instances): ContentRun | undefined {
  const drafts: Draft[] = [];
  for (const instance of instances.list) {
    const draft = draftWork(graph, instance);
    if (draft !== undefined) drafts.push(draft);
  }
  if (drafts.length === 0) return undefined;
  drafts.sort((a, b) => a.endMicros - b.endMicros || a.node - b.node);
  const question = questionOf(graph, drafts);
  const written = new Set<string>();
  const childrenOf = new Map<number, Draft[]>();
  for (const draft of drafts) {
    const siblings = childrenOf.get(draft.parent);
    if (siblings === undefined) childrenOf.set(draft.parent, [draft]);
    else siblings.push(draft);
  }
  const works: Work[] = [];
  for (const draft of drafts) {
    const below = childrenOf.get(draft.instance) ?? [];
    for (const line of linesOf(draft.results)) written.add(line);
    const told = draft.given
      .split('\n')
      .filter((line) => !written.has(line.trim()))
      .join('\n');
    works.push({
      index: works.length,
      instance: draft.instance,
      agent: draft.agent,
      node: draft.node,
      asked: `${draft.system}${BOUNDARY}${told.slice(0, MAX_TOLD_CHARS)}`,
      given: new Passage(draft.given),
      results: new Passage([draft.results, ...below.map(({ gave }) => gave)].join('\n')),
      ranTool: draft.ranTool,
      gave: new Passage(draft.gave),
      finishReason: draft.finishReason,
      directs: below.length > 0,
    });
    for (const line of linesOf(draft.gave)) written.add(line);
  }
  return { works, question, knowledge: new Knowledge(works, question) };
}

/** An instruction that is longer holds its material, too. */
const MAX_TOLD_CHARS = 2000;

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

interface Draft {
  readonly instance: number;
  readonly parent: number;
  readonly agent: string;
  readonly node: number;
  readonly endMicros: number;
  readonly system: string;
  readonly given: string;
  readonly results: string;
  readonly gave: string;
  readonly ranTool: boolean;
  readonly finishReason: string | undefined;
}

/** A client's span inside a framework's model span is the same call. */
function isModel({ nodes }: TraceGraph, index: number): boolean {
  const node = nodes[index];
  return node?.kind === 'llm_call' && nodes[node.parent]?.kind !== 'llm_call';
}

function draftWork(graph: TraceGraph, instance: Instance): Draft | undefined {
  const last = graph.nodes[instance.nodes.findLast((index) => isModel(graph, index)) ?? instance.agentSpan];
  const said = last?.facts.output()?.messages;
  if (last === undefined || said === undefined) return undefined;
  const nodes = instance.nodes.flatMap((index) => graph.nodes[index] ?? []);
  const models = nodes.filter(({ index }) => isModel(graph, index));
  // An agent that ends by calling a tool says what it says by the call.
  const own = said.filter(({ role }) => role === 'assistant');
  const spoken = own.length > 0 ? own : said;
  const gave = spoken.map(({ text }) => text).join('\n');
  // Not every instrumentation writes down the calls themselves; that it stopped for them tells too.
  const calls = spoken.some(({ toolCalls }) => toolCalls.length > 0);
  const stoppedToCall = last.facts.finishReasons.includes('tool_calls');
  if (gave.trim() === '' && (spoken.length === 0 || calls || stoppedToCall)) return undefined;
  const heard = heardBy(models.length > 0 ? models : [last]);
  const tools = nodes.filter(({ kind }) => RESULTS.has(kind));
  const results = tools.flatMap(({ facts }) => facts.output()?.messages.map(({ text }) => text) ?? []);
  return {
    instance: instance.index,
    parent: instance.parent,
    agent: graph.agents[instance.agent]?.name ?? '',
    node: last.index,
    endMicros: last.span.endMicros,
    system: heard.system,
    given: heard.given,
    results: [...new Set([...results, ...heard.results])].join('\n'),
    gave,
    ranTool: tools.length > 0,
    finishReason: last.facts.finishReasons.at(-1),
  };
}

/** What came in over all of its calls, each message once; what it said itself before is no input. */
function heardBy(models: readonly GraphNode[]): { system: string; given: string; results: string[] } {
  const seen = new Set<string>();
  const system: string[] = [];
  const given: string[] = [];
  const results: string[] = [];
  const own = new Set(models.flatMap(({ facts }) => facts.output()?.messages.map(({ text }) => text) ?? []));
  const take = ({ role, text }: ContentMessage): void => {
    if (text === '' || seen.has(text)) return;
    seen.add(text);
    if (role === 'system') system.push(text);
    else if (role === 'tool') results.push(text);
    else if (role !== 'assistant' || !own.has(text)) given.push(text);
  };
  // The last call has heard what those before it heard; of long histories only the ends are read.
  const [first] = models;
  const last = models.at(-1);
  for (const model of new Set([first, last]))
    for (const message of model?.facts.input()?.messages ?? []) take(message);
  return { system: system.join('\n'), given: given.join('\n'), results };
}

function questionOf(graph: TraceGraph, drafts: readonly Draft[]): string {
  const root = graph.nodes[graph.roots[0] ?? -1];
  const asked = root?.facts.input()?.messages.find(({ role }) => role === 'user');
  return asked?.text ?? drafts[0]?.given ?? '';
}
