/**
 * What is captured. Each app answers one question with the help of an archive, which is online in the healthy run and
 * offline in the others. `packages` are those of the lane that the app sees; without it all.
 */
const search = { calls: [{ name: 'search_archive', args: { query: 'bridge opened' } }] };
const answer = { text: 'The bridge was opened in March 1932.' };
const call = (name, args = {}) => ({ calls: [{ name, args }] });

const transfer = call('transfer_to_researcher');
const transferToAgent = call('transfer_to_agent', { agentName: 'researcher' });
const ask = call('ask_researcher', { question: 'When was the bridge opened?' });
const agentResearcher = call('agent-researcher', { prompt: 'When was the bridge opened?' });
const HANDED_OVER = {
  healthy: [transfer, search, answer],
  // Until the limit on turns.
  failed: [transfer, search, search],
};
const DELEGATED = {
  healthy: [ask, search, answer, answer],
  failed: [ask, search, search, ask, search, search],
};
const delegate = call('delegate_task', {
  task: 'When was the bridge opened?',
  targetAgents: ['researcher'],
});
const question = { text: 'When was the bridge opened?' };
const TALKED = { healthy: [question, question, answer], failed: [question, question] };
const ALONE = { healthy: [search, answer], failed: [search, search] };
const MODEL_DOWN = { healthy: [search, answer], failed: [search, { status: 500 }] };

/** For instrumentations that leave a streamed call without usage; a call that fails they leave without a span. */
const NOT_STREAMED = { STREAM: 'false' };

export const CAPTURES = [
  {
    name: 'openai-agents-0.14',
    convention: 'attribution',
    lane: 'openai-agents-0.14',
    app: 'openai-agents.mjs',
    script: HANDED_OVER,
  },
  {
    name: 'openai-agents',
    convention: 'attribution',
    lane: 'openai-agents',
    app: 'openai-agents.mjs',
    packages: ['@openai/agents', '@opentelemetry/api', 'zod'],
    script: HANDED_OVER,
  },
  {
    name: 'ai-sdk-5',
    convention: 'ai_sdk',
    lane: 'ai-sdk-5',
    app: 'ai-sdk-5.mjs',
    script: DELEGATED,
  },
  {
    name: 'langgraph-openinference',
    convention: 'openinference',
    lane: 'langgraph',
    app: 'langgraph.mjs',
    packages: [
      '@arizeai/openinference-instrumentation-langchain',
      '@langchain/core',
      '@langchain/langgraph',
      '@langchain/openai',
      '@opentelemetry/api',
      'langchain',
      'zod',
    ],
    script: HANDED_OVER,
  },
  {
    name: 'langgraph-traceloop',
    convention: 'traceloop',
    lane: 'langgraph',
    app: 'langgraph.mjs',
    packages: [
      '@langchain/core',
      '@langchain/langgraph',
      '@langchain/openai',
      '@opentelemetry/api',
      '@traceloop/instrumentation-langchain',
      'langchain',
      'zod',
    ],
    script: HANDED_OVER,
  },
  {
    name: 'anthropic-sdk',
    convention: 'anthropic',
    lane: 'anthropic',
    app: 'anthropic-tool-runner.mjs',
    packages: ['@anthropic-ai/sdk', '@opentelemetry/api', 'zod'],
    script: ALONE,
  },
  {
    name: 'anthropic-sdk-openinference',
    convention: 'openinference',
    lane: 'anthropic',
    app: 'anthropic.mjs',
    packages: ['@anthropic-ai/sdk', '@arizeai/openinference-instrumentation-anthropic', '@opentelemetry/api'],
    script: MODEL_DOWN,
  },
  {
    name: 'anthropic-sdk-traceloop',
    convention: 'anthropic',
    lane: 'anthropic',
    app: 'anthropic.mjs',
    packages: ['@anthropic-ai/sdk', '@opentelemetry/api', '@traceloop/instrumentation-anthropic'],
    script: MODEL_DOWN,
  },
  {
    name: 'openai-sdk',
    convention: 'gen_ai',
    lane: 'openai',
    app: 'openai.mjs',
    packages: ['openai', '@opentelemetry/api', '@opentelemetry/instrumentation-openai'],
    script: MODEL_DOWN,
  },
  {
    name: 'openai-sdk-openinference',
    convention: 'openinference',
    lane: 'openai',
    app: 'openai.mjs',
    packages: ['openai', '@opentelemetry/api', '@arizeai/openinference-instrumentation-openai'],
    env: NOT_STREAMED,
    script: { healthy: MODEL_DOWN.healthy },
  },
  {
    name: 'openai-sdk-traceloop',
    convention: 'gen_ai',
    lane: 'openai',
    app: 'openai.mjs',
    packages: ['openai', '@opentelemetry/api', '@traceloop/instrumentation-openai'],
    env: NOT_STREAMED,
    script: { healthy: MODEL_DOWN.healthy },
  },
  {
    name: 'mcp-openai-agents',
    convention: 'attribution',
    lane: 'mcp',
    app: 'mcp.mjs',
    packages: ['@modelcontextprotocol/sdk', '@openai/agents', '@opentelemetry/api', 'zod'],
    script: HANDED_OVER,
  },
  {
    name: 'mcp-ai-sdk-5',
    convention: 'ai_sdk',
    lane: 'mcp',
    app: 'mcp-ai-sdk.mjs',
    packages: [
      '@ai-sdk/mcp',
      '@ai-sdk/openai',
      '@modelcontextprotocol/sdk',
      '@opentelemetry/api',
      'ai',
      'zod',
    ],
    script: ALONE,
  },
  {
    name: 'mcp-traceloop',
    convention: 'traceloop',
    lane: 'mcp',
    app: 'mcp-traced.mjs',
    packages: ['@modelcontextprotocol/sdk', '@opentelemetry/api', '@traceloop/instrumentation-mcp', 'zod'],
    script: { healthy: [], failed: [] },
  },
  {
    name: 'mastra',
    convention: 'mastra',
    lane: 'mastra',
    app: 'mastra.mjs',
    node: 24,
    traced: 'by itself',
    script: {
      healthy: [agentResearcher, search, answer, answer],
      failed: [agentResearcher, search, search, agentResearcher, search, search],
    },
  },
  {
    name: 'google-adk',
    convention: 'google_adk',
    lane: 'google-adk',
    app: 'google-adk.mjs',
    script: { healthy: [transferToAgent, search, answer], failed: [transferToAgent, search, search] },
  },
  {
    name: 'strands',
    convention: 'gen_ai',
    lane: 'strands',
    app: 'strands.mjs',
    node: 24,
    script: {
      healthy: [ask, search, answer, answer],
      failed: [ask, search, { status: 500 }, { status: 500 }],
    },
  },
  {
    name: 'ai-sdk-7',
    convention: 'gen_ai',
    lane: 'ai-sdk-7',
    app: 'ai-sdk-7.mjs',
    node: 24,
    script: DELEGATED,
  },
  {
    name: 'openai-agents-openinference',
    convention: 'openinference',
    lane: 'openai-agents',
    app: 'openai-agents-openinference.mjs',
    traced: 'by itself',
    script: HANDED_OVER,
  },
  {
    name: 'openai-agents-openlit',
    convention: 'openlit',
    lane: 'openlit',
    app: 'openlit.mjs',
    traced: 'by itself',
    script: HANDED_OVER,
  },
  {
    name: 'traceloop-sdk',
    convention: 'traceloop',
    lane: 'traceloop-sdk',
    app: 'traceloop-sdk.mjs',
    traced: 'by itself',
    script: { healthy: TALKED.healthy },
  },
  {
    name: 'langfuse',
    convention: 'langfuse',
    lane: 'langfuse',
    app: 'langfuse.mjs',
    traced: 'by itself',
    script: TALKED,
  },
  {
    name: 'laminar',
    convention: 'laminar',
    lane: 'laminar',
    app: 'laminar.mjs',
    node: 24,
    traced: 'by itself',
    script: TALKED,
  },
  {
    name: 'voltagent',
    convention: 'voltagent',
    lane: 'voltagent',
    app: 'voltagent.mjs',
    traced: 'by itself',
    script: {
      healthy: [delegate, search, answer, answer],
      failed: [delegate, search, search, delegate, search, search],
    },
  },
];
