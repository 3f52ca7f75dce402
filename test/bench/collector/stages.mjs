/**
 * What the collector's path costs on one core, in one process: each stage alone, the whole path from a body in memory to
 * a sink that takes everything, the same over loopback HTTP (the sender's cost included), and what an open trace takes.
 * `npm run bench:collector-stages [-- --traces 4000 --open 200000]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CollectorPipeline, openInFlightStore, startOtlpHttpServer } from '@agent-attribution/collector';
import { attributeTrace, attributesOf, placeReport, TraceAssembler } from '@agent-attribution/core';
import { copySpans, enrichOtlp, readOtlpProto, scanRequest } from '@agent-attribution/otlp';
import { median } from '../rounds.mjs';
import { makeRequests, spansIn } from '../../collector/service/corpus.mjs';

const { values } = parseArgs({
  options: {
    traces: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '5' },
    open: { type: 'string', default: '0' },
  },
});
const TRACES = Number(values.traces);
const ROUNDS = Number(values.rounds);
const DURABILITIES = ['memory', 'os', 'fsync'];
const NULL_SINK = { accept: () => Promise.resolve() };

const row = (name, ...cells) =>
  console.log(name.padEnd(44) + cells.map((cell) => String(cell).padStart(14)).join(''));
const mb = (count) => `${Math.round(count / 1e6)} MB`;
const cpuOf = (since) => {
  const { user, system } = process.cpuUsage(since);
  return user + system;
};

const bodies = [...makeRequests(TRACES)];
const spans = spansIn(TRACES);
const bytes = bodies.reduce((sum, { length }) => sum + length, 0);
console.log(
  `${spans} spans in ${TRACES} traces and ${bodies.length} requests, ${Math.round(bytes / spans)} bytes a span\n`,
);

/** Median CPU of a stage, us per span. */
const stage = (name, work) => {
  const samples = [];
  for (let round = -1; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    work();
    if (round >= 0) samples.push(cpuOf(start) / spans);
  }
  const micros = median(samples);
  row(name, micros.toFixed(2), Math.round(1e6 / micros));
};

const tracesOf = () => {
  const byTrace = new Map();
  for (const body of bodies) {
    const { layout, traceIds } = scanRequest(body);
    traceIds.forEach((traceId, span) => {
      const parts = byTrace.get(traceId) ?? [];
      byTrace.set(traceId, parts);
      if (parts.at(-1)?.bytes !== body) parts.push({ bytes: body, layout, spans: [] });
      parts.at(-1).spans.push(span);
    });
  }
  return [...byTrace.values()];
};

row('stage', 'CPU us/span', 'spans/s/core');
stage('scan and check', () => bodies.forEach((body) => scanRequest(body)));
stage('scan and group', () => {
  const assembler = new TraceAssembler({ maxTraces: 2 ** 30, maxBytes: 2 ** 40 }, () => undefined);
  bodies.forEach((body, slot) => {
    const { traceIds, spanIds, parentSpanIds } = scanRequest(body);
    for (let span = 0; span < spanIds.length; span++) {
      assembler.add(
        {
          traceId: traceIds[span],
          spanId: spanIds[span],
          parentSpanId: parentSpanIds[span] || undefined,
          bytes: 1000,
          item: slot * 2 ** 22 + span,
        },
        0,
      );
    }
  });
});
const parts = tracesOf();
stage('copy traces out', () => parts.forEach((part) => copySpans(part)));
const copied = parts.map((part) => copySpans(part));
/** As the service does: what was copied from a request that was scanned is not checked again. */
const read = (trace) => readOtlpProto(trace, { isChecked: true });
stage('read spans', () => copied.forEach(read));
stage('read and attribute', () => copied.forEach((trace) => attributeTrace(read(trace).spans)));
const judged = copied.map((trace) => {
  const request = read(trace);
  const report = attributeTrace(request.spans);
  const attributes = attributesOf(report, placeReport(report, request.spans));
  return { request, enrichment: { traceId: report.traceId, attributes } };
});
stage('write attributes', () => judged.forEach(({ request, enrichment }) => enrichOtlp(request, enrichment)));

const withPipeline = async (durability, work, options = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'collector-bench-'));
  const store = await openInFlightStore({ durability, folder, maxBytes: 2 ** 34 });
  const pipeline = new CollectorPipeline({
    store,
    sinks: [NULL_SINK],
    assembly: { quietPeriodMs: 200, maxTraces: 2 ** 30, maxBytes: 2 ** 42 },
    tickMs: 50,
    maxSentBytes: 0,
    ...options,
  });
  try {
    return await work(pipeline);
  } finally {
    await pipeline.shutdown();
    await store.close();
    await rm(folder, { recursive: true });
  }
};

/** So many senders at a time. */
const sendAll = async (send) => {
  const left = bodies.values();
  const sender = async () => {
    for (const body of left) await send(body);
  };
  await Promise.all(Array.from({ length: 16 }, sender));
};

const measure = async (durability, overHttp) => {
  const samples = [];
  for (let round = -1; round < ROUNDS; round++) {
    await withPipeline(durability, async (pipeline) => {
      const http = overHttp ? await startHttp(pipeline) : undefined;
      const start = process.cpuUsage();
      await sendAll(http?.send ?? ((body) => pipeline.acceptTraces(body)));
      await pipeline.shutdown();
      if (round >= 0) samples.push(cpuOf(start) / spans);
      if (pipeline.counters.sent_spans < spans) throw new Error('not all spans came out');
      await http?.close();
    });
  }
  return median(samples);
};

const startHttp = async (pipeline) => {
  const server = await startOtlpHttpServer({
    port: 0,
    onTraces: ({ body, scanned }) => pipeline.acceptTraces(body, scanned),
  });
  const agent = new Agent({ keepAlive: true });
  const headers = { 'Content-Type': 'application/x-protobuf' };
  const send = (body) =>
    new Promise((resolve, reject) => {
      const sending = httpRequest(
        `${server.url}/v1/traces`,
        { agent, method: 'POST', headers },
        (response) => {
          if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
          response.resume().on('end', resolve);
        },
      );
      sending.on('error', reject).end(body);
    });
  const close = () => {
    agent.destroy();
    return server.close();
  };
  return { send, close };
};

console.log();
row('the whole path', 'CPU us/span', 'spans/s/core');
for (const overHttp of [false, true]) {
  for (const durability of DURABILITIES) {
    const micros = await measure(durability, overHttp);
    const name = `${overHttp ? 'loopback HTTP, sender included' : 'from memory'}, ${durability}`;
    row(name, micros.toFixed(2), Math.round(1e6 / micros));
  }
}

const open = Number(values.open);
if (open > 0) {
  bodies.length = 0;
  parts.length = 0;
  copied.length = 0;
  judged.length = 0;
  globalThis.gc();
  await withPipeline(
    'os',
    async (pipeline) => {
      const before = process.memoryUsage.rss();
      const start = process.cpuUsage();
      let cpu = 0;
      for (const body of makeRequests(open)) {
        const sent = process.cpuUsage();
        await pipeline.acceptTraces(body);
        cpu += cpuOf(sent);
      }
      globalThis.gc();
      const { open_traces: held, memory_bytes: bodiesInMemory } = pipeline.counters;
      const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
      console.log(
        `\n${held} open traces: ${mb(rss)} resident (${mb(before)} before), heap ${mb(heapUsed)}, ` +
          `buffers ${mb(arrayBuffers)} of which bodies ${mb(bodiesInMemory)}; ` +
          `${((heapUsed + arrayBuffers - bodiesInMemory) / spansIn(open)).toFixed(0)} bytes a span; ` +
          `${(cpu / spansIn(open)).toFixed(2)} us a span to take in (${(cpuOf(start) / 1e6).toFixed(0)} s in all)`,
      );
    },
    {
      assembly: { quietPeriodMs: 2 ** 40, idleTimeoutMs: 2 ** 40, maxTraces: 2 ** 30, maxBytes: 2 ** 42 },
      tickMs: 2 ** 30,
      maxMemoryBytes: 2 ** 25,
    },
  );
}
