// Leaky ReLU: x for x > 0, αx otherwise (Maas et al. 2013).

fn activate(x: f32) -> f32 {
  return select(hyper.alpha * x, x, x > 0.0);
}

fn slope(x: f32, y: f32) -> f32 {
  return select(hyper.alpha, 1.0, x > 0.0);
}
