import type { SchemaName } from './schemas/schemas.js';
import type { Schema } from './schemas/schema-building.js';

/** What one path does. */
export interface Operation {
  /** Default `get`. */
  readonly method?: 'post';
  readonly summary: string;
  readonly parameters?: readonly Schema[];
  /** JSON that is sent. */
  readonly body?: Schema;
  readonly returns: SchemaName | 'page' | 'asset' | 'events' | 'metrics';
  /** Besides 401, 403, 429 and 503, which every path but the health ones may answer. */
  readonly problems?: readonly (400 | 404 | 413 | 415)[];
  readonly isOpen?: boolean;
}

export const inPath = (name: string, description: string): Schema => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
});
