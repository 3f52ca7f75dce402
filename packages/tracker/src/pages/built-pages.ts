import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The user interface as files of the server. */
export interface BuiltPages {
  /** The one HTML document; it draws every page. */
  readonly shell: string;
  /** By name. A name holds a hash of the content. */
  readonly assets: ReadonlyMap<string, Asset>;
}

export interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The body, gzipped. */
  readonly gzipped: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The same folder from the sources and from what they are built into. */
const FOLDER = new URL('../../dist/ui/', import.meta.url);

const NOT_BUILT: BuiltPages = {
  shell:
    '<!doctype html><html lang="en"><title>Agent Attribution</title><p>The user interface is not built: run "npm run build" and start again. The API is at <a href="/openapi.json">/openapi.json</a>.',
  assets: new Map(),
};

let built: BuiltPages | undefined;

/** What the build left beside this package, read once. Without it every page is one sentence that says how to build it. */
export function builtPages(): BuiltPages {
  built ??= readPages(FOLDER) ?? NOT_BUILT;
  return built;
}

/** @returns undefined when there is no user interface in the folder. */
export function readPages(folder: URL): BuiltPages | undefined {
  try {
    const shell = readFileSync(new URL('index.html', folder), 'utf8');
    const names = readdirSync(new URL('assets/', folder)).filter((name) => extname(name) in TYPES);
    return { shell, assets: new Map(names.map((name) => [name, readAsset(folder, name)])) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function readAsset(folder: URL, name: string): Asset {
  const body = new Uint8Array(readFileSync(new URL(`assets/${name}`, folder)));
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    body,
    gzipped: new Uint8Array(gzipSync(body, { level: 9 })),
  };
}
