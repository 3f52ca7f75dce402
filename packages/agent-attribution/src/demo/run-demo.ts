import { ATTRIBUTION_OUTPUT } from '@agent-attribution/semantic-conventions';
import type { AttributionReport } from '@agent-attribution/core';
import { AttributionSpanProcessor } from '@agent-attribution/sdk';
import { context, propagation, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Scenario } from './scenarios.js';
import { startScriptedModel } from './scripted-model.js';
import { runTeam } from './team.js';

export interface DemoRun {
  readonly report: AttributionReport;
  /** The enriched trace, as it left the process. */
  readonly spans: readonly ReadableSpan[];
  /** What the run threw, where it threw. */
  readonly error: string | undefined;
  /** Tokens that the scripted model served. */
  readonly served: { readonly input: number; readonly output: number };
}

/**
 * Runs one scenario of the demo as a user's program would: a real agent runtime, the standard OpenTelemetry SDK with our
 * processor in it, and a model that follows a script.
 *
 * @param exporter - where the enriched trace goes besides the result
 */
export async function runDemo(scenario: Scenario, exporter?: SpanExporter): Promise<DemoRun> {
  const model = await startScriptedModel(scenario.script);
  const captured = new Capture(exporter);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'report-team' }),
    spanProcessors: [new AttributionSpanProcessor(captured)],
  });
  provider.register();
  let error: string | undefined;
  try {
    await runTeam(scenario, model.url);
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    await provider.shutdown();
    // The globals are left as they were found, for the next run.
    trace.disable();
    context.disable();
    propagation.disable();
    await model.close();
  }
  return { report: captured.report(), spans: captured.spans, error, served: model.served };
}

/** Keeps what is exported, and passes it on. */
class Capture implements SpanExporter {
  readonly spans: ReadableSpan[] = [];
  readonly #next: SpanExporter | undefined;

  constructor(next: SpanExporter | undefined) {
    this.#next = next;
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.spans.push(...spans);
    if (this.#next === undefined) done({ code: 0 });
    else this.#next.export(spans, done);
  }

  async forceFlush(): Promise<void> {
    await this.#next?.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    await this.#next?.shutdown();
  }

  report(): AttributionReport {
    for (const { attributes } of this.spans) {
      const body = attributes[ATTRIBUTION_OUTPUT.report];
      if (typeof body !== 'string') continue;
      const report: AttributionReport = JSON.parse(body);
      return report;
    }
    throw new Error('the run left no attribution span');
  }
}
