// Softplus: log(1 + eˣ), as max(x, 0) + log(1 + e^−|x|), which never overflows.

fn activate(x: f32) -> f32 {
  return max(x, 0.0) + log1p_of_unit(exp(-abs(x)));
}

fn slope(x: f32, y: f32) -> f32 {
  return logistic(x);
}
