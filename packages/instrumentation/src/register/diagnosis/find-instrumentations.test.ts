import { expect, it } from 'vitest';
import { findInstrumentations } from './find-instrumentations.js';

const found = (installed: Readonly<Record<string, string>>): readonly string[] =>
  findInstrumentations({
    find: (name) => {
      const version = installed[name];
      return version === undefined ? undefined : { name, version, directory: `/app/node_modules/${name}` };
    },
  }).map(({ known, isKnownVersion }) => `${known.package} ${known.activation} ${isKnownVersion}`);

it('finds nothing in an app that has none', () => {
  expect(found({ express: '5.0.0' })).toEqual([]);
});

it.each([
  ['0.13.9', false],
  ['0.14.0', true],
  ['0.20.0', true],
  ['1.0.0', false],
])('knows the Agents SDK %s: %s', (version, isKnown) => {
  expect(found({ '@openai/agents-core': version })).toEqual([`@openai/agents-core agents-bridge ${isKnown}`]);
});

it('asks the owner to switch the AI SDK on, before version 7 only', () => {
  expect(found({ ai: '6.9.9' })).toEqual(['ai opt-in true']);
  expect(found({ ai: '7.0.0', '@ai-sdk/otel': '1.0.0' })).toEqual(['@ai-sdk/otel ai-sdk-registry true']);
});
