// tanh x = −t / (t + 2) with t = e^−2x − 1 for x ≥ 0. WGSL's own tanh may overflow for large |x| on some devices.

fn activate(x: f32) -> f32 {
  let t = expm1_of_nonpositive(-2.0 * abs(x));
  return select(t, -t, x >= 0.0) / (t + 2.0);
}

fn slope(x: f32, y: f32) -> f32 {
  // 1 − y², as 4u / (1 + u)² with u = e^−2|x|: the difference would cancel where tanh saturates.
  let u = exp(-2.0 * abs(x));
  return 4.0 * u / ((1.0 + u) * (1.0 + u));
}
