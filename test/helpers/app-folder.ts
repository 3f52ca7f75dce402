import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const INSTRUMENTATION = join(ROOT, 'packages/instrumentation');

/** Where each version of the Agents SDK is installed. */
export const AGENTS_SDK = {
  '0.14.3': join(ROOT, 'node_modules/@openai'),
  '0.20.0': join(INSTRUMENTATION, 'node_modules/@openai'),
} as const;

export interface AppResult {
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code, or the signal that killed it. */
  readonly ended: number | NodeJS.Signals | null;
}

/** A folder outside of this repository with an app and its `node_modules`, as a user has it. */
export class AppFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @param links - packages of `node_modules`, with the folders that they are links to */
  static async create(appFile: URL, links: Readonly<Record<string, string>>): Promise<AppFolder> {
    const folder = new AppFolder(await mkdtemp(join(tmpdir(), 'agent-attribution-app-')));
    await cp(fileURLToPath(appFile), join(folder.path, 'app.mjs'));
    await writeFile(join(folder.path, 'package.json'), JSON.stringify({ name: 'rates-app', type: 'module' }));
    for (const [name, target] of Object.entries(links)) {
      const link = join(folder.path, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(target, link);
    }
    return folder;
  }

  /** The folder of an app that uses the Agents SDK of this version. */
  static withAgentsSdk(appFile: URL, version: keyof typeof AGENTS_SDK): Promise<AppFolder> {
    return AppFolder.create(appFile, {
      '@openai': AGENTS_SDK[version],
      zod: join(ROOT, 'node_modules/zod'),
      '@agent-attribution/instrumentation': INSTRUMENTATION,
    });
  }

  /** Runs the app as a user does, with or without `register`. */
  run(options: {
    readonly registered: boolean;
    readonly env?: Readonly<Record<string, string>>;
    /** Sent as soon as the app has printed this. */
    readonly signal?: { readonly name: NodeJS.Signals; readonly after: string };
  }): Promise<AppResult> {
    const preload = options.registered ? ['--import', '@agent-attribution/instrumentation/register'] : [];
    const child = spawn(process.execPath, [...preload, 'app.mjs'], {
      cwd: this.path,
      env: { PATH: process.env['PATH'], ...options.env },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (options.signal !== undefined && stdout.includes(options.signal.after))
        child.kill(options.signal.name);
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    return new Promise((resolve) => {
      child.on('close', (code, signal) => resolve({ stdout, stderr, ended: signal ?? code }));
    });
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true });
  }
}
