import { createRequire } from 'node:module';
import { sep } from 'node:path';
import type { FoundInstrumentation } from './diagnosis/index.js';

/** Modules that an instrumentation patches and that CommonJS has loaded already. ES modules cannot be looked up. */
export const loadedBefore = (
  instrumentations: readonly FoundInstrumentation[],
  cache: Readonly<Record<string, unknown>> = createRequire(import.meta.url).cache,
): readonly string[] => {
  const files = Object.keys(cache);
  const patched = instrumentations.flatMap(({ known }) => known.patches ?? []);
  return [...new Set(patched)].filter((name) => {
    const folder = `${sep}node_modules${sep}${name.split('/').join(sep)}`;
    return files.some((file) => file.includes(`${folder}${sep}`) || file.includes(`${folder}.`));
  });
};
