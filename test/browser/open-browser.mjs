/** Debian's Chromium without a window. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a browser is; undefined when there is none. `CHROMIUM` names another one. */
export const browserPath = () =>
  [process.env['CHROMIUM'], ...PLACES].find((path) => path !== undefined && existsSync(path));

/** A browser with a profile of its own that is thrown away. It asks nobody but the pages it is sent to. */
export async function openBrowser(options = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'tracker-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    headless: true,
    viewport: { width: 1280, height: 900 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    ...options,
  });
  return {
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
