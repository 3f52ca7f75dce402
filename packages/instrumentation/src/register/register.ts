import { AgentsTracingProcessor } from '../openai-agents/index.js';
import { joinAgentsSdk } from './agents-sdk-provider.js';
import { atExit } from './at-exit.js';
import { AppPackages, apiCopiesOf, newestApi, readSettings } from './diagnosis/index.js';
import { startLine } from './start-line.js';
import { startTracing } from './start-tracing.js';

/** Starts attribution in this process. Never throws. */
export const register = (target: NodeJS.Process): void => {
  const { argv, env, stderr } = target;
  const isQuiet = env['AGENT_ATTRIBUTION_QUIET']?.trim().toLowerCase() === 'true';
  const say = (line: string): void => {
    if (!isQuiet) stderr.write(`agent-attribution: ${line}\n`);
  };
  try {
    const settings = readSettings(env);
    if (settings.offBy !== undefined) {
      say(`off (${settings.offBy})`);
      return;
    }
    const app = new AppPackages(argv[1], target.cwd());
    const tracing = startTracing(newestApi(apiCopiesOf(app)), settings, app.appName());
    const agents = new AgentsTracingProcessor();
    joinAgentsSdk(agents);
    // A run that throws leaves its trace to be ended later than the process may live.
    const endRuns = (): void => void agents.shutdown();
    atExit({
      whenIdle: endRuns,
      atEnd: () => {
        endRuns();
        tracing.finish();
      },
    });
    say(startLine(tracing.found, settings, app));
  } catch (error) {
    say(`off: ${error instanceof Error ? error.message : String(error)}`);
  }
};
