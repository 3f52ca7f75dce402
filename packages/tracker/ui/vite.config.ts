import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const inTracker = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Static files with hashed names and nothing inline: the tracker's content policy allows nothing else. */
export default defineConfig({
  root: inTracker('.'),
  base: '/',
  publicDir: false,
  // `npx vite packages/tracker/ui` shows changes at once, over the API of a running `agent-attribution serve`.
  server: { proxy: { '/api': 'http://127.0.0.1:4319' } },
  build: {
    outDir: inTracker('../dist/ui'),
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
