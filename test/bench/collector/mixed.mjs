import { startCorpus } from '../../collector/service/corpus.mjs';
import { sendAll } from '../../collector/service/load.mjs';
import { makeFolder, startService } from '../../collector/service/processes.mjs';
import { startSink } from '../../collector/service/sink.mjs';

/** Requests held back: what waits for them is more than the memory for bodies, 240 MiB, holds. */
const HELD_BACK = 3_000;
/** Far from those of the traces that nothing is held back of. */
const FIRST_LAP = 4_000;
const POLL_MS = 1_000;
const CORPORA = { 'all short': () => startCorpus(), 'long among short': startMixed };

/**
 * Long traces among short ones. Of every other request nothing is held back; of the rest every second one is, so that
 * what belongs to it stays open for some ten seconds and fills the memory for bodies. Beside it the same without any.
 */
export async function measureMixed({ spans }) {
  console.log(`\n${spans} spans, durability os, some of them of traces that stay open`);
  for (const [name, makeCorpus] of Object.entries(CORPORA)) {
    const { spansPerSecond, cpuMicros, openTraces, refused, peak } = await runOnce(makeCorpus(), spans);
    console.log(
      `${name.padEnd(18)} ${Math.round(spansPerSecond).toString().padStart(7)} spans/s ` +
        `${cpuMicros.toFixed(1).padStart(5)} us CPU a span, up to ${openTraces} open traces, ` +
        `${refused} requests refused, peak ${Math.round(peak / 1e6)} MB, nothing missing`,
    );
  }
}

async function runOnce(corpus, spans) {
  const { folder, remove } = makeFolder('bench');
  const sink = await startSink();
  const system = await startService({
    folder,
    sinkUrl: sink.url,
    durability: 'os',
    cpu: 0,
    // What came after its trace was forgotten has no root, and waits so long.
    attribution: { idle_timeout: '20s' },
  });
  let openTraces = 0;
  const poll = setInterval(async () => {
    const [, open] = /^\S*open_traces\S* (\d+)/m.exec(await system.metrics().catch(() => '')) ?? [];
    openTraces = Math.max(openTraces, Number(open ?? 0));
  }, POLL_MS);
  const startMs = performance.now();
  let sent = 0;
  const next = () => {
    const request = sent < spans ? corpus.next() : corpus.rest?.();
    sent += request?.spans ?? 0;
    return request;
  };
  try {
    const { refused } = await sendAll(system.url, next);
    const seconds = (performance.now() - startMs) / 1000;
    if (!(await sink.until(() => sink.seen.size >= sent)))
      throw new Error(`${sent - sink.seen.size} are missing`);
    return {
      spansPerSecond: sent / seconds,
      cpuMicros: (system.cpuMs() * 1000) / sent,
      openTraces,
      refused,
      peak: system.peakBytes(),
    };
  } finally {
    clearInterval(poll);
    await system.stop();
    await sink.close();
    remove();
  }
}

function startMixed() {
  const short = startCorpus();
  const long = startCorpus(1_600, { firstLap: FIRST_LAP });
  const held = [];
  let isRelease = false;
  let count = 0;
  const nextLong = () => {
    if (held.length === HELD_BACK) isRelease = true;
    if (held.length === 0) isRelease = false;
    if (isRelease) return held.shift();
    held.push(long.next());
    return long.next();
  };
  return {
    next: () => (count++ % 2 === 0 ? short.next() : nextLong()),
    /** What is still held back when enough has been sent. */
    rest: () => held.shift(),
  };
}
