// SiLU, also called Swish: x σ(x) (Elfwing et al. 2017).

fn activate(x: f32) -> f32 {
  return x * logistic(x);
}

fn slope(x: f32, y: f32) -> f32 {
  return logistic(x) * (1.0 + x * logistic(-x));
}
