/** How a package gets to write spans. */
export type Activation =
  /** Its class is made and enabled; modules that are loaded later are patched. */
  | 'instrumentation'
  /** The package has a registry that its integration is handed to. */
  | 'ai-sdk-registry'
  /** Our own bridge joins the runtime's tracing. */
  | 'agents-bridge'
  /** Only the app can switch it on; the note says how. */
  | 'opt-in';

/** A module that an instrumentation has to be given, since it does not find its ES form itself. */
export interface HandOver {
  readonly package: string;
  readonly file: string;
  /** The instrumentation's method that takes it. */
  readonly method: string;
}

export interface KnownInstrumentation {
  /** The package that, when it is installed beside the app, writes spans. */
  readonly package: string;
  readonly activation: Activation;
  /** First version that we know to work so. */
  readonly since: string;
  /** First version that does not any more. */
  readonly before?: string;
  /** What it exports. */
  readonly exportName?: string;
  /** The modules it patches, which must not have been loaded before. */
  readonly patches?: readonly string[];
  readonly handOver?: HandOver;
  /** For `opt-in`: what the owner of the app has to do. */
  readonly note?: string;
}

const openInference = (
  name: string,
  exportName: string,
  since: string,
  patches: readonly string[],
): KnownInstrumentation => ({
  package: `@arizeai/openinference-instrumentation-${name}`,
  activation: 'instrumentation',
  since,
  exportName,
  patches,
});

const traceloop = (name: string, exportName: string, patches: readonly string[]): KnownInstrumentation => ({
  package: `@traceloop/instrumentation-${name}`,
  activation: 'instrumentation',
  since: '0.12.0',
  exportName,
  patches,
});

const AI_NOTE =
  'pass experimental_telemetry: { isEnabled: true, functionId: "<agent>" } to each call: the AI SDK before 7 traces no other';

/** All that `register` knows how to switch on, in the order in which it does. */
export const KNOWN_INSTRUMENTATIONS: readonly KnownInstrumentation[] = [
  { package: '@openai/agents-core', activation: 'agents-bridge', since: '0.14.0', before: '1.0.0' },
  {
    package: '@opentelemetry/instrumentation-openai',
    activation: 'instrumentation',
    since: '0.2.0',
    exportName: 'OpenAIInstrumentation',
    patches: ['openai'],
  },
  {
    ...openInference('openai', 'OpenAIInstrumentation', '2.0.0', ['openai']),
    handOver: { package: 'openai', file: 'index.mjs', method: 'manuallyInstrument' },
  },
  {
    ...openInference('anthropic', 'AnthropicInstrumentation', '0.1.0', ['@anthropic-ai/sdk']),
    handOver: { package: '@anthropic-ai/sdk', file: 'index.mjs', method: 'manuallyInstrument' },
  },
  {
    ...openInference('langchain', 'LangChainInstrumentation', '2.0.0', ['@langchain/core']),
    handOver: {
      package: '@langchain/core',
      file: 'dist/callbacks/manager.js',
      method: 'manuallyInstrument',
    },
  },
  openInference('mcp', 'MCPInstrumentation', '0.1.0', ['@modelcontextprotocol/sdk']),
  openInference('bedrock', 'BedrockInstrumentation', '0.1.0', ['@aws-sdk/client-bedrock-runtime']),
  openInference('claude-agent-sdk', 'ClaudeAgentSDKInstrumentation', '0.1.0', [
    '@anthropic-ai/claude-agent-sdk',
  ]),
  traceloop('openai', 'OpenAIInstrumentation', ['openai']),
  traceloop('anthropic', 'AnthropicInstrumentation', ['@anthropic-ai/sdk']),
  traceloop('langchain', 'LangChainInstrumentation', ['@langchain/core']),
  {
    ...traceloop('mcp', 'McpInstrumentation', ['@modelcontextprotocol/sdk']),
    handOver: {
      package: '@modelcontextprotocol/sdk',
      file: 'dist/esm/client/index.js',
      method: 'manuallyInstrument',
    },
  },
  traceloop('bedrock', 'BedrockInstrumentation', ['@aws-sdk/client-bedrock-runtime']),
  traceloop('vertexai', 'VertexAIInstrumentation', ['@google-cloud/vertexai']),
  {
    package: '@ai-sdk/otel',
    activation: 'ai-sdk-registry',
    since: '1.0.0',
    exportName: 'OpenTelemetry',
    patches: ['ai'],
  },
  { package: 'ai', activation: 'opt-in', since: '4.0.0', before: '7.0.0', note: AI_NOTE },
];
