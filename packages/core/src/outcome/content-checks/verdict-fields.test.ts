import { expect, it } from 'vitest';
import { negativeVerdict } from './verdict-fields.js';

it.each([
  ['{"approved": false}', true],
  ['{"approved": true}', false],
  ['Here it is: {"verdict": "needs revision", "by": "x"}', true],
  ['{"verdict": "yes"}', false],
  ['{"rejected": true}', true],
  ['{"rejected": false}', false],
  ['{"status": "failed"}', true],
  ['{"note": "failed"}', false],
  ['{"approved": fal', false],
  ['no fields', false],
])('%s', (text, isAgainst) => {
  expect(negativeVerdict(text) !== undefined).toBe(isAgainst);
});
