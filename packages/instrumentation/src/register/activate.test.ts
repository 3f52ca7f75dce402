import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate } from './activate.js';
import { AppPackages, findInstrumentations } from './diagnosis/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-attribution-activate-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  Reflect.deleteProperty(globalThis, 'switchedOn');
});

/** Installs a package of one CommonJS file. */
const install = (name: string, version: string, source: string): void => {
  const file = join(folder, 'node_modules', name, 'index.js');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  writeFileSync(join(dirname(file), 'package.json'), JSON.stringify({ name, version, main: 'index.js' }));
};

const activateAll = (): readonly (string | undefined)[] => {
  const app = new AppPackages(undefined, folder);
  return activate(findInstrumentations(app), app).map(({ failure }) => failure);
};

const switchedOn = (): unknown => Reflect.get(globalThis, 'switchedOn');

it('constructs an instrumentation that is installed beside the app', () => {
  install(
    '@opentelemetry/instrumentation-openai',
    '0.21.0',
    'exports.OpenAIInstrumentation = class { constructor() { globalThis.switchedOn = "openai"; } };',
  );
  expect(activateAll()).toEqual([undefined]);
  expect(switchedOn()).toBe('openai');
});

it('hands the AI SDK its OpenTelemetry integration', () => {
  install('ai', '7.0.0', 'exports.registerTelemetry = (it) => { globalThis.switchedOn = it.name; };');
  install('@ai-sdk/otel', '1.0.0', 'exports.OpenTelemetry = class { name = "otel"; };');
  expect(activateAll()).toEqual([undefined]);
  expect(switchedOn()).toBe('otel');
});

it.each([
  ['throws when it is loaded', 'throw new Error("no such binding\\nat line 3")', 'no such binding'],
  ['does not export its class', '', 'it does not export OpenAIInstrumentation'],
])('says why when a package %s', (_name, source, failure) => {
  install('@opentelemetry/instrumentation-openai', '0.21.0', source);
  expect(activateAll()).toEqual([failure]);
});

it('keeps a patch that does not fit from throwing into the app', () => {
  install(
    '@opentelemetry/instrumentation-openai',
    '0.21.0',
    `exports.OpenAIInstrumentation = class {
      _modules = [{ files: [], patch() { throw new Error('no Completions'); } }];
      constructor() { globalThis.switchedOn = this; }
    };`,
  );
  activateAll();
  const module = { isTheAppsOwn: true };
  const { _modules: definitions } = switchedOn() as {
    readonly _modules: readonly [{ patch(module: object): object }];
  };
  expect(definitions[0].patch(module)).toBe(module);
});

it('gives an instrumentation a meter, as registering it would', () => {
  install(
    '@opentelemetry/instrumentation-openai',
    '0.21.0',
    `exports.OpenAIInstrumentation = class {
      setMeterProvider(provider) { globalThis.switchedOn = typeof provider.getMeter; }
    };`,
  );
  expect(activateAll()).toEqual([undefined]);
  expect(switchedOn()).toBe('function');
});
