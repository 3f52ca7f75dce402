import type { Schema } from './schema-building.js';
import type { SchemaName } from './schemas.js';

/** Stands for a schema that the document has under this name. */
export const ref = (name: SchemaName): Schema => ({ $ref: `#/components/schemas/${name}` });
