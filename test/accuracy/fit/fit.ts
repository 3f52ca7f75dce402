/** One run: the feature values of each candidate step, which of them the annotators chose, and how much the run counts. */
export interface Example {
  readonly rows: readonly (readonly number[])[];
  readonly gold: number;
  readonly weight: number;
}

export interface FitOptions {
  /** Sign that each weight may have. */
  readonly signs: readonly (1 | -1)[];
  /** Reasoned weights towards which the penalty pulls: what the data do not tell stays as it was reasoned. */
  readonly prior: readonly number[];
  /** Strength of the pull. Default 30. */
  readonly lambda?: number;
}

const MAX_ITERATIONS = 500;
const TOLERANCE = 1e-5;
const FIRST_STEP_SIZE = 1 / 16;

/**
 * Fits a listwise (conditional) logit: maximises the likelihood of the chosen step among its run's candidates, minus
 * lambda/2 times the squared distance to the prior, with every weight bounded to its sign. Convex; solved by accelerated
 * projected gradient (Beck and Teboulle, FISTA, SIAM J. Imaging Sci. 2009) with backtracking.
 */
export function fitWeights(examples: readonly Example[], options: FitOptions): number[] {
  const objective = new Objective(examples, options);
  let current = objective.project(options.prior);
  let previous = current;
  let momentum = 1;
  let stepSize = FIRST_STEP_SIZE;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    const nextMomentum = (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    const push = (momentum - 1) / nextMomentum;
    const from = current.map((value, k) => value + push * (value - (previous[k] ?? 0)));
    const { loss, gradient } = objective.at(from);
    let next = from;
    for (;;) {
      const size = stepSize;
      next = objective.project(from.map((value, k) => value - size * (gradient[k] ?? 0)));
      const moved = next.map((value, k) => value - (from[k] ?? 0));
      const bound = loss + dot(gradient, moved) + dot(moved, moved) / (2 * size);
      if (objective.at(next).loss <= bound + 1e-9) break;
      stepSize /= 2;
    }
    const change = Math.max(...next.map((value, k) => Math.abs(value - (current[k] ?? 0))));
    previous = current;
    current = next;
    momentum = nextMomentum;
    if (change < TOLERANCE) break;
  }
  return current;
}

class Objective {
  readonly #examples: readonly Example[];
  readonly #signs: readonly (1 | -1)[];
  readonly #prior: readonly number[];
  readonly #lambda: number;

  constructor(examples: readonly Example[], { signs, prior, lambda = 30 }: FitOptions) {
    this.#examples = examples;
    this.#signs = signs;
    this.#prior = prior;
    this.#lambda = lambda;
  }

  project(weights: readonly number[]): number[] {
    return weights.map((weight, k) => (weight * (this.#signs[k] ?? 1) < 0 ? 0 : weight));
  }

  at(weights: readonly number[]): { readonly loss: number; readonly gradient: number[] } {
    const fromPrior = weights.map((weight, k) => weight - (this.#prior[k] ?? 0));
    const gradient = fromPrior.map((distance) => this.#lambda * distance);
    let loss = (this.#lambda / 2) * dot(fromPrior, fromPrior);
    for (const { rows, gold, weight } of this.#examples) {
      const probabilities = softmax(rows.map((row) => dot(row, weights)));
      loss -= weight * Math.log(probabilities[gold] ?? 1);
      for (const [i, row] of rows.entries()) {
        const residual = weight * ((probabilities[i] ?? 0) - Number(i === gold));
        for (const [k, value] of row.entries()) gradient[k] = (gradient[k] ?? 0) + residual * value;
      }
    }
    return { loss, gradient };
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}

function softmax(logits: readonly number[]): number[] {
  const max = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - max));
  const total = odds.reduce((a, b) => a + b, 0);
  return odds.map((value) => value / total);
}
