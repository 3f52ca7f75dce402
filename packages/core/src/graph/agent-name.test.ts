import { expect, it } from 'vitest';
import { normalizeName } from './agent-name.js';

it.each([
  ['researcher', 'researcher'],
  ['gpt-5.1:mini_a', 'gpt-5.1:mini_a'],
  ['Researcher', 'researcher'],
  ['  Travel \t Agent ', 'travel agent'],
  ['two\nlines', 'two\nlines'],
  ['Ärztin', 'ärztin'],
])('normalizes %j to %j', (name, normal) => {
  expect(normalizeName(name)).toBe(normal);
});
