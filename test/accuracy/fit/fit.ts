/** One run: a row of feature values per candidate step, and which of them the annotators chose. */
export interface Example {
  readonly rows: readonly (readonly number[])[];
  readonly gold: number;
  /** Weight of the run in the likelihood. */
  readonly weight: number;
}

export interface FitOptions {
  readonly signs: readonly (1 | -1)[];
  readonly lambda?: number;
  /** Weights (raw units) toward which the penalty pulls. */
  readonly prior?: readonly number[];
  readonly raw?: boolean;
  readonly iterations?: number;
}

export function fitWeights(examples: readonly Example[], options: FitOptions): number[] {
  const width = options.signs.length;
  const lambda = options.lambda ?? 30;
  const scales = options.raw ? Array.from({ length: width }, () => 1) : scalesOf(examples, width);
  const origin = Array.from({ length: width }, (_, k) => (options.prior?.[k] ?? 0) * (options.signs[k] ?? 1) * (scales[k] ?? 1));
  const data = examples.map(({ rows, gold, weight }) => ({
    gold,
    weight,
    n: rows.length,
    x: Float64Array.from(rows.flatMap((row) => row.map((v, k) => v * (options.signs[k] ?? 1) / (scales[k] ?? 1)))),
  }));
  // accelerated projected gradient on beta >= 0 (signs are folded into x), backtracking by the Lipschitz bound
  let beta = new Float64Array(width);
  let prev = beta;
  let momentum = 1;
  let step = 1 / 50;
  const gradient = new Float64Array(width);
  const loss = (b: Float64Array, g: Float64Array | undefined): number => {
    let total = 0;
    if (g) g.fill(0);
    for (const { gold, weight, n, x } of data) {
      const z = new Float64Array(n);
      let max = -Infinity;
      for (let i = 0; i < n; i++) {
        let s = 0;
        for (let k = 0, o = i * width; k < width; k++, o++) s += x[o]! * b[k]!;
        z[i] = s;
        if (s > max) max = s;
      }
      let sum = 0;
      for (let i = 0; i < n; i++) sum += z[i] = Math.exp(z[i]! - max);
      total -= weight * Math.log(z[gold]! / sum);
      if (g)
        for (let i = 0; i < n; i++) {
          const r = weight * (z[i]! / sum - (i === gold ? 1 : 0));
          for (let k = 0, o = i * width; k < width; k++, o++) g[k] = g[k]! + r * x[o]!;
        }
    }
    for (let k = 0; k < width; k++) {
      total += 0.5 * lambda * (b[k]! - origin[k]!) ** 2;
      if (g) g[k] = g[k]! + lambda * (b[k]! - origin[k]!);
    }
    return total;
  };
  for (let it = 0; it < (options.iterations ?? 200); it++) {
    const nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const y = new Float64Array(width);
    for (let k = 0; k < width; k++) y[k] = beta[k]! + ((momentum - 1) / nextMomentum) * (beta[k]! - prev[k]!);
    const at = loss(y, gradient);
    let candidate = new Float64Array(width);
    for (;;) {
      let bound = at;
      let quad = 0;
      candidate = new Float64Array(width);
      for (let k = 0; k < width; k++) {
        candidate[k] = Math.max(0, y[k]! - step * gradient[k]!);
        const d = candidate[k]! - y[k]!;
        bound += gradient[k]! * d;
        quad += d * d;
      }
      if (loss(candidate, undefined) <= bound + quad / (2 * step) + 1e-9) break;
      step /= 2;
    }
    let change = 0;
    for (let k = 0; k < width; k++) change = Math.max(change, Math.abs(candidate[k]! - beta[k]!));
    prev = beta;
    beta = candidate;
    momentum = nextMomentum;
    if (change < 1e-4) break;
  }
  return Array.from(beta, (b, k) => (b * (options.signs[k] ?? 1)) / (scales[k] ?? 1));
}

export function scalesOf(examples: readonly Example[], width: number): number[] {
  const sum = new Float64Array(width);
  const squares = new Float64Array(width);
  let n = 0;
  for (const { rows } of examples)
    for (const row of rows) {
      n++;
      for (let k = 0; k < width; k++) {
        sum[k] = sum[k]! + row[k]!;
        squares[k] = squares[k]! + row[k]! ** 2;
      }
    }
  return Array.from(sum, (s, k) => {
    const sd = Math.sqrt(Math.max(0, squares[k]! / n - (s / n) ** 2));
    return sd > 1e-9 ? sd : 1;
  });
}
