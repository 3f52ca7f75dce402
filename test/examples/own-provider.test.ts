import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

describe('examples/own-provider', () => {
  it('prints a trace that names the agent whose result the other one broke on', async () => {
    const app = new URL('../../examples/own-provider/app.mjs', import.meta.url).pathname;
    const { stdout } = await run(process.execPath, [app]);
    expect(stdout).toContain('The run failed: there is no text to publish');
    expect(stdout).toMatch(
      /^invoke_workflow news +researcher made the run fail \(tool_invocation search, step 0\)/m,
    );
  });
});
