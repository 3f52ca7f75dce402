import { AgentsTracingProcessor } from '../openai-agents/index.js';
import { activate } from './activate.js';
import { joinAgentsSdk } from './agents-sdk-provider.js';
import { atExit } from './at-exit.js';
import {
  AppPackages,
  apiCopiesOf,
  diagnose,
  findInstrumentations,
  gatherFacts,
  newestApi,
  providerKindOf,
  readSettings,
} from './diagnosis/index.js';
import { loadedBefore } from './loaded-before.js';
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
    const api = newestApi(apiCopiesOf(app));
    const facts = gatherFacts(app, env, target.versions.node, providerKindOf(api.trace.getTracerProvider()));
    const tracing = startTracing(api, settings, app.appName(), (provider) =>
      say(startLine(settings, [], diagnose({ ...facts, provider }))),
    );
    if (tracing === undefined) {
      say(startLine(settings, [], diagnose(facts)));
      return;
    }
    const instrumentations = findInstrumentations(app);
    const early = loadedBefore(instrumentations);
    const activated = activate(instrumentations, app);
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
    const findings = diagnose({
      ...facts,
      loadedBefore: early,
      instrumentations: facts.instrumentations.map((fact, at) => ({
        ...fact,
        failure: activated[at]?.failure,
      })),
    });
    say(startLine(settings, activated, findings));
  } catch (error) {
    say(`off: ${error instanceof Error ? error.message : String(error)}`);
  }
};
