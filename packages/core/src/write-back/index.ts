export { attributionSpanOf } from './attribution-span.js';
export type { AttributionSpan } from './attribution-span.js';
export { isContentKey } from './content-keys.js';
export { findRoot, placeReport } from './place-report.js';
export type { ReportPlace } from './place-report.js';
export type { WrittenAttributes, WrittenValue } from './report-attributes.js';
export { attributesOf } from './span-attributes.js';
