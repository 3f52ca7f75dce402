import { counts, integer, object, oneOf, text, timeOrNull } from './schema-building.js';
import type { Schema } from './schema-building.js';

/** What the tracker says of itself. */
export const SERVICE_SCHEMAS: Readonly<Record<'Stats' | 'OpenApi' | 'Health' | 'Problem', Schema>> = {
  Stats: object({
    version: text,
    backend: text,
    schemaVersion: integer,
    runs: integer,
    spans: integer,
    agents: integer,
    runsByOutcome: counts,
    newestRunAt: timeOrNull,
    sizeBytes: integer,
    pendingRuns: integer,
  }),
  OpenApi: { type: 'object', description: 'An OpenAPI 3.1 document.' },
  Health: { type: 'object', required: ['status'], properties: { status: text, version: text } },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail'],
    properties: {
      type: text,
      title: text,
      status: integer,
      detail: text,
      parameter: text,
      missingScope: oneOf(['read', 'write']),
    },
  },
};
