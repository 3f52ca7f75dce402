import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, parse, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  readonly directory: string;
}

/**
 * Finds packages as an app does: from its entry point first, then from the folder that it was started in. Looks for the
 * folder and its manifest itself, since many packages do not export their `package.json`.
 */
export class AppPackages {
  readonly #folders: readonly string[];

  /** @param entry - the app's entry point, as `process.argv[1]` has it */
  constructor(entry: string | undefined, workingDirectory: string) {
    const entryFolder = entry === undefined ? [] : [dirname(resolve(workingDirectory, entry))];
    this.#folders = [...new Set([...entryFolder, workingDirectory])];
  }

  find(name: string): FoundPackage | undefined {
    for (const folder of this.#folders) {
      for (const parent of withParents(folder)) {
        const found = packageIn(join(parent, 'node_modules', name), name);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** What `package.json` calls the app itself. */
  appName(): string | undefined {
    for (const folder of this.#folders) {
      for (const parent of withParents(folder)) {
        const name = readManifest(parent)?.['name'];
        if (typeof name === 'string' && name !== '') return name;
      }
    }
    return undefined;
  }
}

/** Loads a package as its neighbours do. @throws what it throws when it cannot be loaded */
export const loadPackage = ({ directory, name }: FoundPackage): unknown =>
  requireFrom(directory)(name) as unknown;

/** Resolves from within a package, so that it finds its own dependencies. */
export const requireFrom = (directory: string): NodeJS.Require =>
  createRequire(pathToFileURL(join(directory, 'package.json')));

const packageIn = (directory: string, name: string): FoundPackage | undefined => {
  const version = readManifest(directory)?.['version'];
  return typeof version === 'string' ? { name, version, directory } : undefined;
};

const readManifest = (directory: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? { ...manifest } : undefined;
  } catch {
    return undefined;
  }
};

const withParents = (folder: string): readonly string[] => {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at);
    if (at === parse(at).root) return folders;
  }
};

/** The package of this name whose folder a path lies in. */
export const findAbove = (path: string, name: string): FoundPackage | undefined => {
  for (const directory of withParents(path)) {
    const manifest = readManifest(directory);
    if (manifest?.['name'] === name && typeof manifest['version'] === 'string') {
      return { name, version: manifest['version'], directory };
    }
  }
  return undefined;
};
