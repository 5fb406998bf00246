/** Pseudo-random draws that a seed fixes: the same seed gives the same world on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, bound). `bound` is a positive integer. */
  integer(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** Gamma with shape > 0 and scale 1. */
  gamma(shape: number): number;
  /** Poisson with mean >= 0. */
  poisson(mean: number): number;
  /** Negative binomial with variance = mean + phi x mean^2; phi = 0 is Poisson. */
  negativeBinomial(mean: number, phi: number): number;
  /** A key of `weights`, drawn in proportion to its weight. Throws RangeError when no weight is positive. */
  pick(weights: Readonly<Record<string, number>>): string;
}

/** SplitMix32: spreads a small seed over all the bits of the generator's state. */
function splitMix32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

/** sfc32 (Doty-Humphrey): small, fast, and passes PractRand. */
function sfc32(seed: number): () => number {
  const mix = splitMix32(seed);
  let [a, b, c, counter] = [mix(), mix(), mix(), 1];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x1_0000_0000;
  };
}

/** ln(k!), by Stirling's series above 9: its error there is below 1e-10. */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1;
    for (let i = 2; i <= k; i += 1) product *= i;
    return Math.log(product);
  }
  const x = k + 1;
  return (
    (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5)
  );
}

/** Knuth's product of uniforms: exact, and quick for small means. */
function poissonSmall(next: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count += 1;
  return count;
}

/** Hörmann's transformed rejection PTRS (1993): exact, and as quick at 40,000 as at 40. */
function poissonLarge(next: () => number, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const invAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = next() - 0.5;
    const v = next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const accepted = Math.log((v * invAlpha) / (a / (us * us) + b)) <= k * Math.log(mean) - mean - logFactorial(k);
    if (accepted) return k;
  }
}

function pickFrom(next: () => number, weights: Readonly<Record<string, number>>): string {
  const entries = Object.entries(weights).filter(([, weight]) => weight > 0);
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = next() * total;
  for (const [key, weight] of entries) {
    rest -= weight;
    if (rest < 0) return key;
  }
  const last = entries.at(-1);
  if (last === undefined) throw new RangeError("no weight is positive");
  return last[0];
}

/** A generator whose draws follow from `seed` (its lower 32 bits) alone. */
export function seededRandom(seed: number): SeededRandom {
  const next = sfc32(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const gamma = (shape: number): number => {
    // Marsaglia and Tsang (2000); a shape below 1 is drawn one higher and brought down.
    if (shape < 1) return gamma(shape + 1) * (1 - next()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const poisson = (mean: number) => (mean < 10 ? poissonSmall(next, mean) : poissonLarge(next, mean));
  return {
    next,
    integer: (bound) => Math.floor(next() * bound),
    normal,
    gamma,
    poisson,
    negativeBinomial: (mean, phi) => (phi <= 0 || mean <= 0 ? poisson(mean) : poisson(gamma(1 / phi) * mean * phi)),
    pick: (weights) => pickFrom(next, weights),
  };
}
