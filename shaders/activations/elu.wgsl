// ELU: x for x > 0, α(eˣ − 1) otherwise (Clevert et al. 2015).

fn activate(x: f32) -> f32 {
  return select(hyper.alpha * expm1_of_nonpositive(x), x, x > 0.0);
}

fn slope(x: f32, y: f32) -> f32 {
  return select(hyper.alpha * exp(min(x, 0.0)), 1.0, x > 0.0);
}
