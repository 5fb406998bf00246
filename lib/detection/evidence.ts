/**
 * Evidence that a count is beyond its mean: the log-likelihood ratio G of the negative binomial with
 * mean `y` against mean `m`, both with dispersion phi (variance = m + phi m^2), in nats; 0 unless y > m.
 *
 * G = y ln(y / m) - (y + k) ln((y + k) / (m + k)), k = 1 / phi; phi = 0 is the Poisson limit y ln(y / m) - (y - m).
 * Source: Kulldorff, "A spatial scan statistic" (1997), with the negative binomial in the Poisson's place.
 */
export function evidence(y: number, m: number, phi: number): number {
  if (y <= m || m <= 0) return 0;
  if (phi <= 0) return y * Math.log(y / m) - (y - m);
  const k = 1 / phi;
  return y * Math.log(y / m) - (y + k) * Math.log((y + k) / (m + k));
}
