import { AGENT_SCHEMAS } from './agent-schemas.js';
import { ANALYSIS_SCHEMAS } from './analysis-schemas.js';
import { COMPARISON_SCHEMAS } from './comparison-schemas.js';
import { EXECUTION_SCHEMAS } from './execution-schemas.js';
import { PERFORMANCE_SCHEMAS } from './performance-schemas.js';
import { REPORT_SCHEMAS } from './report-schemas.js';
import { SERVICE_SCHEMAS } from './service-schemas.js';
import { TASK_SCHEMAS } from './task-schemas.js';
import { TRACE_SCHEMAS } from './trace-schemas.js';
import type { Schema } from './schema-building.js';

export type SchemaName =
  | keyof typeof TRACE_SCHEMAS
  | keyof typeof TASK_SCHEMAS
  | keyof typeof AGENT_SCHEMAS
  | keyof typeof SERVICE_SCHEMAS
  | keyof typeof REPORT_SCHEMAS
  | keyof typeof EXECUTION_SCHEMAS
  | keyof typeof ANALYSIS_SCHEMAS
  | keyof typeof COMPARISON_SCHEMAS
  | keyof typeof PERFORMANCE_SCHEMAS;

/** All that the API takes and gives, by name. */
export const SCHEMAS: Readonly<Record<SchemaName, Schema>> = {
  ...TRACE_SCHEMAS,
  ...TASK_SCHEMAS,
  ...AGENT_SCHEMAS,
  ...SERVICE_SCHEMAS,
  ...REPORT_SCHEMAS,
  ...EXECUTION_SCHEMAS,
  ...ANALYSIS_SCHEMAS,
  ...COMPARISON_SCHEMAS,
  ...PERFORMANCE_SCHEMAS,
};
