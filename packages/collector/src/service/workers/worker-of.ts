/** Of the FNV-1a hash of 32 bits. */
const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * The worker that owns a trace. All bytes of the id count, since not all senders make random ids; and the hash is not that
 * of Collectors which spread traces over services, so that what comes to one service is spread evenly again.
 *
 * @param traceId - as `scanRequest` has it
 */
export function workerOf(traceId: string, workers: number): number {
  let hash = OFFSET_BASIS;
  for (let at = 0; at < traceId.length; at++) hash = Math.imul(hash ^ traceId.charCodeAt(at), PRIME);
  // The low bits of the product depend on the low bits of the bytes alone: the high ones are mixed in.
  hash ^= hash >>> 16;
  return (hash >>> 0) % workers;
}
