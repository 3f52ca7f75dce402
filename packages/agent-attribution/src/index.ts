export { main } from './main.js';
export type { Terminal } from './command-line.js';
