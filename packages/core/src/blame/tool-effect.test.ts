import { describe, expect, it } from 'vitest';
import { changesState } from './tool-effect.js';

describe('changesState', () => {
  it.each(['cancel_order', 'updateReservation', 'transfer-funds', 'orders.delete', 'SendEmail'])(
    '%s changes',
    (name) => {
      expect(changesState(name)).toBe(true);
    },
  );

  it.each(['get_order', 'listUsers', 'search_update_log', 'execute_code', '', 'readFile'])(
    '%s does not',
    (name) => {
      expect(changesState(name)).toBe(false);
    },
  );
});
