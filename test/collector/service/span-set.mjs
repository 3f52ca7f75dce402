/** Which spans of the corpus came: one number for each trace, one bit for each span. */
import { scanRequest } from '@agent-attribution/otlp';
import { placeOf, SPAN_IDS, TRACES_PER_LAP } from './corpus.mjs';

export class SpanSet {
  #words = new Uint32Array(TRACES_PER_LAP);
  size = 0;

  /** @returns whether it is new */
  add(traceId, spanId) {
    const { lap, trace, bit } = placeOf(traceId, spanId);
    const at = lap * TRACES_PER_LAP + trace;
    if (at >= this.#words.length) this.#grow(at + 1);
    if ((this.#words[at] & bit) !== 0) return false;
    this.#words[at] |= bit;
    this.size += 1;
    return true;
  }

  /** @returns how many of a request's spans are no spans of the corpus, and how many were there before */
  addRequest(body) {
    const { traceIds, spanIds } = scanRequest(body);
    let [foreign, repeated] = [0, 0];
    for (let at = 0; at < spanIds.length; at++) {
      if (!SPAN_IDS.has(spanIds[at])) foreign += 1;
      else if (!this.add(traceIds[at], spanIds[at])) repeated += 1;
    }
    return { spans: spanIds.length - foreign, foreign, repeated };
  }

  /** How many of these are not in another set. */
  missingIn(other) {
    let missing = 0;
    for (let at = 0; at < this.#words.length; at++) {
      for (let left = this.#words[at] & ~(other.#words[at] ?? 0); left !== 0; left &= left - 1) missing += 1;
    }
    return missing;
  }

  #grow(length) {
    const words = new Uint32Array(Math.max(length, this.#words.length * 2));
    words.set(this.#words);
    this.#words = words;
  }
}
