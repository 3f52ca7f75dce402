import { compareVersions } from './api-copies.js';
import type { FoundPackage } from './app-packages.js';
import { KNOWN_INSTRUMENTATIONS } from './instrumentations.js';
import type { KnownInstrumentation } from './instrumentations.js';

/** A package that can write spans, as it is installed beside the app. */
export interface FoundInstrumentation {
  readonly known: KnownInstrumentation;
  readonly found: FoundPackage;
  /** Its version is one that we know. */
  readonly isKnownVersion: boolean;
}

/** Which of the known packages an app has. */
export const findInstrumentations = (app: {
  find(name: string): FoundPackage | undefined;
}): readonly FoundInstrumentation[] =>
  KNOWN_INSTRUMENTATIONS.flatMap((known) => {
    const found = app.find(known.package);
    if (found === undefined) return [];
    const isTooNew = known.before !== undefined && compareVersions(found.version, known.before) >= 0;
    // The AI SDK from 7 on is traced by a package of its own, which has a row of its own.
    if (known.activation === 'opt-in' && isTooNew) return [];
    return [{ known, found, isKnownVersion: !isTooNew && compareVersions(found.version, known.since) >= 0 }];
  });
