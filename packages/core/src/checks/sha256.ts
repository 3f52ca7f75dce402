/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const ROUND_CONSTANTS: Int32Array = fractionsOfRoots(64, 1 / 3);
/** The same of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
const INITIAL_HASH: Int32Array = fractionsOfRoots(8, 1 / 2);

/**
 * SHA-256 of a text's UTF-8 bytes as 64 lower-case hex digits (FIPS 180-4). Here because this package runs where no
 * platform hash can be called synchronously; lone surrogates become U+FFFD, as in every UTF-8 encoder.
 */
export function sha256Hex(text: string): string {
  const blocks = paddedBlocks(utf8(text));
  const hash = Int32Array.from(INITIAL_HASH);
  const schedule = new Int32Array(64);
  for (let offset = 0; offset < blocks.length; offset += 16) {
    compress(hash, blocks.subarray(offset, offset + 16), schedule);
  }
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function compress(hash: Int32Array, block: Int32Array, w: Int32Array): void {
  w.set(block);
  for (let t = 16; t < 64; t++) {
    const x = at(w, t - 15);
    const y = at(w, t - 2);
    const sigma0 = rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3);
    const sigma1 = rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10);
    w[t] = at(w, t - 16) + sigma0 + at(w, t - 7) + sigma1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let t = 0; t < 64; t++) {
    const sum1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + sum1 + choice + at(ROUND_CONSTANTS, t) + at(w, t)) | 0;
    const sum0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + sum0 + majority) | 0;
  }
  // An Int32Array keeps each sum modulo 2^32.
  hash.set([a + at(hash, 0), b + at(hash, 1), c + at(hash, 2), d + at(hash, 3)]);
  hash.set([e + at(hash, 4), f + at(hash, 5), g + at(hash, 6), h + at(hash, 7)], 4);
}

/** The message, a 1 bit, zeros and the length in bits, as big-endian words in whole blocks of 16. */
function paddedBlocks(bytes: number[]): Int32Array {
  const byteLength = bytes.length;
  const words = new Int32Array(Math.ceil((byteLength + 9) / 64) * 16);
  bytes.push(0x80);
  for (let index = 0; index < bytes.length; index++) {
    words[index >> 2] = at(words, index >> 2) | ((bytes[index] ?? 0) << (24 - 8 * (index & 3)));
  }
  words[words.length - 2] = Math.floor(byteLength / 2 ** 29);
  words[words.length - 1] = byteLength << 3;
  return words;
}

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(0));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(6), tail(0));
    else bytes.push(0xf0 | (code >> 18), tail(12), tail(6), tail(0));
  }
  return bytes;
}

function fractionsOfRoots(count: number, exponent: number): Int32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return Int32Array.from(primes, (prime) => {
    const root = prime ** exponent;
    return Math.floor((root - Math.floor(root)) * 2 ** 32);
  });
}

function rotr(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function at(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
