/** The scenarios of the demo, in the order in which they are offered. */
export const SCENARIO_NAMES = [
  'upstream',
  'tool-timeout',
  'budget',
  'loop',
  'quality-gate',
  'healthy',
] as const;

export type ScenarioName = (typeof SCENARIO_NAMES)[number];
