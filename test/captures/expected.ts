import type { FailureCategory } from '@agent-attribution/semantic-conventions';

/** What a person who reads the app and its script would say of a run. */
export interface ExpectedRun {
  /** `agent: kind of node`, with the number of spans. */
  readonly work: Readonly<Record<string, number>>;
  readonly blames: readonly { readonly agent: string; readonly category: FailureCategory }[];
}

export type TokenKind = 'total' | 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'reasoning';

export interface ExpectedCapture {
  /** What the sender leaves out, for a reader of the table in `docs/conventions.md`. */
  readonly limits?: string;
  /** Kinds of tokens that the sender does not write; all others are what the model served, to the token. */
  readonly unreported?: readonly TokenKind[];
  readonly runs: Readonly<Record<string, ExpectedRun>>;
}

/** By capture, in order of the table. */
export const EXPECTED: Readonly<Record<string, ExpectedCapture>> = {
  'openai-agents-0.14': {
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 2,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'openai-agents': {
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 2,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'ai-sdk-5': {
    limits: 'only input and output are on the spans',
    unreported: ['cacheRead', 'reasoning'],
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 2,
          'planner: tool_invocation': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 2,
          'planner: tool_invocation': 2,
          'researcher: agent': 2,
          'researcher: llm_call': 4,
          'researcher: tool_invocation': 4,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'langgraph-openinference': {
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 2,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'langgraph-traceloop': {
    limits: 'each span is a trace of its own, so nothing belongs together; tools by class',
    unreported: ['cacheRead', 'reasoning'],
    runs: {
      healthy: { work: { 'archive-app: llm_call': 3, 'archive-app: tool_invocation': 2 }, blames: [] },
      failed: {
        work: { 'archive-app: llm_call': 3, 'archive-app: tool_invocation': 3 },
        blames: [
          { agent: 'archive-app', category: 'tool_failure' },
          { agent: 'archive-app', category: 'tool_failure' },
        ],
      },
    },
  },
  'anthropic-sdk': {
    runs: {
      healthy: {
        work: { 'archive-app: agent': 1, 'archive-app: llm_call': 2, 'archive-app: tool_invocation': 1 },
        blames: [],
      },
      failed: {
        work: { 'archive-app: agent': 1, 'archive-app: llm_call': 2, 'archive-app: tool_invocation': 2 },
        blames: [{ agent: 'archive-app', category: 'tool_failure' }],
      },
    },
  },
  'anthropic-sdk-openinference': {
    limits: "the SDK's own spans lie below and count once; no tool spans",
    runs: {
      healthy: { work: { 'archive-app: llm_call': 2 }, blames: [] },
      failed: {
        work: { 'archive-app: llm_call': 2 },
        blames: [{ agent: 'archive-app', category: 'provider_unavailable' }],
      },
    },
  },
  'anthropic-sdk-traceloop': {
    limits: "does not fit this SDK, so nothing is patched and the SDK's own spans remain; no tool spans",
    runs: {
      healthy: { work: { 'archive-app: llm_call': 2 }, blames: [] },
      failed: {
        work: { 'archive-app: llm_call': 2 },
        blames: [{ agent: 'archive-app', category: 'provider_unavailable' }],
      },
    },
  },
  'openai-sdk': {
    limits: 'no tool spans; only input and output are on the spans',
    unreported: ['cacheRead', 'reasoning'],
    runs: {
      healthy: { work: { 'archive-app: llm_call': 2 }, blames: [] },
      failed: {
        work: { 'archive-app: llm_call': 2 },
        blames: [{ agent: 'archive-app', category: 'provider_unavailable' }],
      },
    },
  },
  'openai-sdk-openinference': {
    limits: 'a call that fails has no span, a streamed one no usage; no tool spans',
    runs: {
      healthy: { work: { 'archive-app: llm_call': 2 }, blames: [] },
    },
  },
  'openai-sdk-traceloop': {
    limits: 'a call that fails has no span, a streamed one no usage; no tool spans',
    unreported: ['cacheRead', 'reasoning'],
    runs: {
      healthy: { work: { 'archive-app: llm_call': 2 }, blames: [] },
    },
  },
  'mcp-openai-agents': {
    limits: 'content is not recorded by default, and with it `isError`: the limit on turns is the only error',
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 2,
        },
        blames: [{ agent: 'researcher', category: 'unknown' }],
      },
    },
  },
  'mcp-ai-sdk-5': {
    limits: 'only input and output are on the spans',
    unreported: ['cacheRead', 'reasoning'],
    runs: {
      healthy: {
        work: { 'researcher: agent': 1, 'researcher: llm_call': 2, 'researcher: tool_invocation': 1 },
        blames: [],
      },
      failed: {
        work: { 'researcher: agent': 1, 'researcher: llm_call': 2, 'researcher: tool_invocation': 2 },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'mcp-traceloop': {
    limits: 'no agents, no model',
    runs: {
      healthy: { work: { 'archive-app: tool_invocation': 1 }, blames: [] },
      failed: {
        work: { 'archive-app: tool_invocation': 1 },
        blames: [{ agent: 'archive-app', category: 'tool_failure' }],
      },
    },
  },
  mastra: {
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 2,
          'planner: tool_invocation': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 2,
          'planner: tool_invocation': 2,
          'researcher: agent': 2,
          'researcher: llm_call': 4,
          'researcher: tool_invocation': 4,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'google-adk': {
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 3,
          'researcher: tool_invocation': 2,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  strands: {
    limits: 'reasoning is not on the spans',
    unreported: ['reasoning'],
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 2,
          'planner: tool_invocation': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 2,
          'planner: tool_invocation': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'ai-sdk-7': {
    limits: 'reasoning is not on the spans',
    unreported: ['reasoning'],
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 2,
          'planner: tool_invocation': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 2,
          'planner: tool_invocation': 2,
          'researcher: agent': 2,
          'researcher: llm_call': 4,
          'researcher: tool_invocation': 4,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'openai-agents-openinference': {
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 2,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'openai-agents-openlit': {
    limits: 'writes no span of a model call, hence no tokens',
    unreported: ['total', 'input', 'output', 'cacheRead', 'reasoning'],
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: handoff': 1,
          'researcher: agent': 1,
          'researcher: tool_invocation': 2,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  'traceloop-sdk': {
    limits: 'functions that throw have no span',
    unreported: ['cacheRead', 'reasoning'],
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
    },
  },
  langfuse: {
    limits: 'reasoning was not reported by the app; no handoffs',
    unreported: ['reasoning'],
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 1,
          'researcher: tool_invocation': 1,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
  laminar: {
    limits: "has no type for agents, so all is the function's that came first",
    unreported: ['cacheRead', 'reasoning'],
    runs: {
      healthy: { work: { 'planner: llm_call': 3, 'planner: tool_invocation': 1 }, blames: [] },
      failed: {
        work: { 'planner: llm_call': 2, 'planner: tool_invocation': 1 },
        blames: [{ agent: 'planner', category: 'tool_failure' }],
      },
    },
  },
  voltagent: {
    limits: "one span for all model calls of an agent's run",
    runs: {
      healthy: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: tool_invocation': 1,
          'researcher: agent': 1,
          'researcher: llm_call': 1,
          'researcher: tool_invocation': 1,
        },
        blames: [],
      },
      failed: {
        work: {
          'planner: agent': 1,
          'planner: llm_call': 1,
          'planner: tool_invocation': 2,
          'researcher: agent': 2,
          'researcher: llm_call': 2,
          'researcher: tool_invocation': 4,
        },
        blames: [{ agent: 'researcher', category: 'tool_failure' }],
      },
    },
  },
};
