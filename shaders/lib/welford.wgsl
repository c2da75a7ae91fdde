// Count, mean and sum of squared deviations of a set of values, merged pairwise (Chan, Golub, LeVeque 1979). E[x²] − E[x]²
// would lose all digits if the mean is large compared with the deviation.

struct Welford {
  count: f32,
  mean: f32,
  m2: f32,
}

fn merge(a: Welford, b: Welford) -> Welford {
  let count = a.count + b.count;
  // Two empty sets must not divide by 0.
  let share = b.count / max(count, 1.0);
  let delta = b.mean - a.mean;
  return Welford(count, a.mean + delta * share, a.m2 + b.m2 + delta * delta * a.count * share);
}

// Adds one value: Welford's step, the merge with a set of one.
fn include(a: Welford, x: f32) -> Welford {
  let count = a.count + 1.0;
  let delta = x - a.mean;
  let mean = a.mean + delta / count;
  return Welford(count, mean, a.m2 + delta * (x - mean));
}
