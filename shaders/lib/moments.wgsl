// Count, mean and sum of squared deviations of a set of values, merged pairwise (Chan, Golub, LeVeque 1979). E[x²] − E[x]² would
// lose every digit where the mean is large beside the deviation.

struct Moments {
  count: f32,
  mean: f32,
  m2: f32,
}

fn merge(a: Moments, b: Moments) -> Moments {
  let count = a.count + b.count;
  // Two empty sets: keep the divisor off 0.
  let share = b.count / max(count, 1.0);
  let delta = b.mean - a.mean;
  return Moments(count, a.mean + delta * share, a.m2 + b.m2 + delta * delta * a.count * share);
}

fn include(a: Moments, x: f32) -> Moments {
  return merge(a, Moments(1.0, x, 0.0));
}
