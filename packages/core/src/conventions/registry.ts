import { attributionRows } from './attribution.js';
import type { Convention, ConventionRow } from './convention.js';
import { genAiRows, genAiTransferRows } from './gen-ai.js';

/** All rows in order of precedence: what states its node type outright first, the most general last. */
export const CONVENTION_ROWS: readonly ConventionRow[] = [
  ...attributionRows,
  ...genAiTransferRows,
  ...genAiRows,
];

/** A span of no convention: an HTTP call, a database query, a framework's own work. */
export const noConvention: Convention = { id: 'none' };
