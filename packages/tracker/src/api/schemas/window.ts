import { WINDOWS } from '../query.js';
import { oneOf } from './schema-building.js';
import type { Schema } from './schema-building.js';

/** How far back a question looks. */
export const window: Schema = oneOf(Object.keys(WINDOWS));
