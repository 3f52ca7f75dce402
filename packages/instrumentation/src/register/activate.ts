import { realpathSync } from 'node:fs';
import { register as registerHooks } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diag, metrics } from '@opentelemetry/api';
import { compareVersions, findAbove, loadPackage, requireFrom } from './diagnosis/index.js';
import type {
  Activation,
  AppPackages,
  FoundInstrumentation,
  FoundPackage,
  HandOver,
} from './diagnosis/index.js';

export interface Activated {
  readonly found: FoundInstrumentation;
  /** Why it could not be switched on. */
  readonly failure: string | undefined;
}

type Activate = (instrumentation: FoundInstrumentation, app: AppPackages) => void;

const HOW: Readonly<Record<Activation, Activate>> = {
  instrumentation: ({ known, found }, app) => {
    hookModules(found, known.patches ?? []);
    // Its constructor enables it.
    const instance = construct(loadPackage(found), known.exportName);
    keepPatchesHarmless(instance);
    giveMeter(instance);
    if (known.handOver !== undefined) handOver(instance, known.handOver, app);
  },
  'ai-sdk-registry': ({ known, found }, app) => {
    const ai = app.find('ai');
    if (ai === undefined) throw new Error('ai is not installed');
    const registerTelemetry: unknown = Reflect.get(asObject(loadPackage(ai)), 'registerTelemetry');
    if (typeof registerTelemetry !== 'function') throw new Error(`ai@${ai.version} has no registerTelemetry`);
    Reflect.apply(registerTelemetry, undefined, [construct(loadPackage(found), known.exportName)]);
  },
  'agents-bridge': () => {},
  'opt-in': () => {},
};

/** Switches on what is installed beside the app. One that fails costs itself only. */
export const activate = (
  instrumentations: readonly FoundInstrumentation[],
  app: AppPackages,
): readonly Activated[] =>
  instrumentations.map((found) => {
    try {
      HOW[found.known.activation](found, app);
      return { found, failure: undefined };
    } catch (error) {
      const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      return { found, failure: reason };
    }
  });

/**
 * A patch runs while the app loads the module, so that one which does not fit the module's version would throw into the
 * app. Then the module stays as far as it was patched, and is traced less or not at all.
 */
const keepPatchesHarmless = (instance: object): void => {
  const definitions: unknown = Reflect.get(instance, '_modules');
  if (!Array.isArray(definitions)) return;
  for (const definition of definitions.filter(isObject)) {
    const files: unknown = Reflect.get(definition, 'files');
    for (const target of [definition, ...(Array.isArray(files) ? files.filter(isObject) : [])]) {
      const patch: unknown = Reflect.get(target, 'patch');
      if (typeof patch !== 'function') continue;
      Reflect.set(target, 'patch', (module: unknown, ...more: readonly unknown[]): unknown => {
        try {
          return Reflect.apply(patch, target, [module, ...more]);
        } catch (error) {
          diag.warn('agent-attribution: an instrumentation does not fit its module', error);
          return module;
        }
      });
    }
  }
};

/**
 * As OpenTelemetry's own `registerInstrumentations` does. Where the fields of a class are set after its base class has
 * run, this alone makes the instruments, without which every call of an instrumented client throws.
 */
const giveMeter = (instance: object): void => {
  const setMeterProvider: unknown = Reflect.get(instance, 'setMeterProvider');
  if (typeof setMeterProvider === 'function')
    Reflect.apply(setMeterProvider, instance, [metrics.getMeterProvider()]);
};

/** For ES modules, which some instrumentations patch only when they are given the module. */
const handOver = (instance: object, target: HandOver, app: AppPackages): void => {
  const owner = app.find(target.package);
  const method: unknown = Reflect.get(instance, target.method);
  if (owner === undefined || typeof method !== 'function') return;
  const module: unknown = requireFrom(owner.directory)(`./${target.file}`);
  Reflect.apply(method, instance, [module]);
};

const hooked = new Set<string>();

/** Older loader hooks cannot be kept to some modules, and break others that they do not understand. */
const FIRST_SAFE_HOOK = '0.200.0';

/**
 * Lets an instrumentation patch ES modules, and touches no other modules. Each copy of `@opentelemetry/instrumentation`
 * sees only what its own loader hook reports, so the hook is taken from beside the instrumentation.
 */
const hookModules = ({ directory }: FoundPackage, include: readonly string[]): void => {
  let hook: string;
  try {
    hook = realpathSync(requireFrom(directory).resolve('@opentelemetry/instrumentation/hook.mjs'));
  } catch {
    // One that is not built upon it needs no hook.
    return;
  }
  const version = findAbove(dirname(hook), '@opentelemetry/instrumentation')?.version ?? '0.0.0';
  const key = `${hook} ${include.join(' ')}`;
  if (compareVersions(version, FIRST_SAFE_HOOK) < 0 || hooked.has(key)) return;
  hooked.add(key);
  registerHooks(pathToFileURL(hook), { data: { include: [...include] } });
};

const construct = (exports: unknown, name: string | undefined): object => {
  const Class: unknown = name === undefined ? undefined : Reflect.get(asObject(exports), name);
  if (typeof Class !== 'function') throw new Error(`it does not export ${name ?? 'a class'}`);
  return asObject(Reflect.construct(Class, []));
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const asObject = (value: unknown): object => {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return value;
  throw new Error('it exports nothing');
};
