// The logistic function σ(x) = 1 / (1 + e^−x).

fn activate(x: f32) -> f32 {
  return logistic(x);
}

fn slope(x: f32, y: f32) -> f32 {
  return y * logistic(-x);
}
