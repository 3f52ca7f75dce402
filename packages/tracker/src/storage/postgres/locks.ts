/** Advisory locks of the database, held until a transaction ends. Always taken in this order. */
export const LOCKS = {
  migration: 4_319_001,
  /** With the hash of a trace id: who changes a run holds it. */
  run: 4_319_002,
  /** Who adds to the roll-ups; taken last and held for a few milliseconds. */
  rollUps: 4_319_003,
} as const;
