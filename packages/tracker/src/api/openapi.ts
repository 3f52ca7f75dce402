import { PARAMETERS } from './analytics-parameters.js';
import { ANALYTIC_OPERATIONS } from './openapi-analytics.js';
import type { Operation } from './openapi-operation.js';
import { inPath } from './openapi-operation.js';
import type { Schema } from './schemas/schema-building.js';
import { ref } from './schemas/reference.js';
import { SCHEMAS } from './schemas/schemas.js';
import { describeParameters } from './parameters.js';
import type { FilterParameter } from './query.js';
import { FILTER_PARAMETERS, PAGE_LIMIT, WINDOWS } from './query.js';

const inQuery = (name: string, description: string, schema: Schema): Schema => ({
  name,
  in: 'query',
  description,
  schema,
});

const filterParameter = ({ name, takes, description }: FilterParameter): Schema =>
  inQuery(
    name,
    description,
    typeof takes === 'string' ? { type: 'string' } : { type: 'string', enum: takes },
  );

const listParameters: readonly Schema[] = [
  ...FILTER_PARAMETERS.map(filterParameter),
  inQuery('limit', 'Runs on a page.', {
    type: 'integer',
    minimum: PAGE_LIMIT.min,
    maximum: PAGE_LIMIT.max,
    default: PAGE_LIMIT.default,
  }),
  inQuery('cursor', '`nextCursor` of the page before.', { type: 'string' }),
];

const windowParameter = inQuery('window', 'How far back.', {
  type: 'string',
  enum: Object.keys(WINDOWS),
  default: '7d',
});

const traceId = inPath('traceId', '32 hex digits.');

/** What each path does; kept beside the routes, and a test checks that none is missing on either side. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...ANALYTIC_OPERATIONS,
  '/api/tasks/{id}': {
    summary: 'A task, or a trace as a task, with its attribution',
    parameters: [inPath('id', 'Id of a task or of a trace.')],
    returns: 'Task',
    problems: [400, 404],
  },
  '/api/tasks': {
    summary: 'Tasks that wait for a person, the newest run first',
    parameters: describeParameters(PARAMETERS.tasks),
    returns: 'TaskList',
    problems: [400],
  },
  '/api/traces': {
    summary: 'Runs, newest first',
    parameters: listParameters,
    returns: 'TraceList',
    problems: [400],
  },
  '/api/traces/{traceId}': {
    summary: 'A run with its attribution',
    parameters: [traceId],
    returns: 'TraceDetail',
    problems: [400, 404],
  },
  '/api/traces/{traceId}/spans': {
    summary: 'The spans of a run, in order of start',
    parameters: [traceId, ...describeParameters(PARAMETERS.spans)],
    returns: 'SpanList',
    problems: [400, 404],
  },
  '/api/traces/{traceId}/spans/{spanId}': {
    summary: 'One span with its attributes',
    parameters: [traceId, inPath('spanId', '16 hex digits.')],
    returns: 'Span',
    problems: [400, 404],
  },
  '/api/agents': {
    summary: 'What each agent did, earned and cost in a window, most active first',
    parameters: [windowParameter],
    returns: 'AgentList',
    problems: [400],
  },
  '/api/agents/{name}': {
    summary: 'What one agent did in a window, and its last runs',
    parameters: [inPath('name', 'Name of the agent.'), windowParameter],
    returns: 'Agent',
    problems: [400, 404],
  },
  '/api/stats': { summary: 'What the store holds', returns: 'Stats', problems: [400] },
  '/healthz': { summary: 'Whether the process lives', returns: 'Health', isOpen: true },
  '/readyz': { summary: 'Whether the store answers; 503 when not', returns: 'Health', isOpen: true },
  '/openapi.json': { summary: 'This document', returns: 'OpenApi' },
  '/': { summary: 'Runs, as a page', returns: 'page' },
  '/traces/{traceId}': { summary: 'One run, as a page', parameters: [traceId], returns: 'page' },
  '/agents': { summary: 'Agents, as a page', returns: 'page' },
  '/agents/{name}': {
    summary: 'One agent, as a page',
    parameters: [inPath('name', 'Name of the agent.')],
    returns: 'page',
  },
  '/compare': { summary: 'Two runs side by side, as a page', returns: 'page' },
  '/tasks': { summary: 'Tasks that wait for a person, as a page', returns: 'page' },
  '/assets/{file}': {
    summary: 'Script, stylesheet or picture of the pages; its name changes with its content',
    parameters: [inPath('file', 'Name of the file.')],
    returns: 'asset',
    problems: [404],
  },
};

/** The API as an OpenAPI 3.1 document. */
export function createOpenApiDocument(version: string): Schema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Agent Attribution tracker',
      version,
      description:
        'Which agent and which step made a run fail or succeed, why, how sure that is, and what it cost.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{}, { bearer: [] }],
    paths: Object.fromEntries(
      Object.entries(OPERATIONS).map(([path, operation]) => [
        path,
        { [operation.method ?? 'get']: describeOperation(operation) },
      ]),
    ),
    components: {
      schemas: SCHEMAS,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'Tokens have the scopes `read` (GET), `write` (POST) or both.',
        },
      },
    },
  };
}

const PROBLEM_TEXT = {
  400: 'A parameter is wrong; `parameter` names it.',
  401: 'A token is asked for.',
  403: 'The Host header is not a name of the tracker, or the token lacks the scope in `missingScope`.',
  404: 'Not known.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  429: 'Too many requests; `Retry-After` says when to come back.',
  503: 'The store cannot answer.',
} as const;

function describeOperation({
  summary,
  parameters = [],
  body,
  returns,
  problems = [],
  isOpen,
}: Operation): Schema {
  const statuses = isOpen === true ? problems : ([...problems, 401, 403, 429, 503] as const);
  const answers = statuses.map((status) => [
    String(status),
    {
      description: PROBLEM_TEXT[status],
      content: { 'application/problem+json': { schema: ref('Problem') } },
    },
  ]);
  return {
    summary,
    parameters,
    ...(isOpen === true && { security: [] }),
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    responses: { 200: { description: summary, content: contentOf(returns) }, ...Object.fromEntries(answers) },
  };
}

function contentOf(returns: Operation['returns']): Schema {
  if (returns === 'page') return { 'text/html': { schema: { type: 'string' } } };
  if (returns === 'asset') return { '*/*': { schema: { type: 'string' } } };
  if (returns === 'events') return { 'text/event-stream': { schema: { type: 'string' } } };
  if (returns === 'metrics') return { 'text/plain': { schema: { type: 'string' } } };
  const json = { 'application/json': { schema: ref(returns) } };
  return MAY_BE_TEXT.has(returns) ? { ...json, 'text/plain': { schema: { type: 'string' } } } : json;
}

const MAY_BE_TEXT: ReadonlySet<string> = new Set(['Evidence', 'FailureAnalysis']);
