export type * from './span-view.js';
export type * from './report.js';
export type * from './conventions/node-facts.js';
export type * from './graph/step.js';
