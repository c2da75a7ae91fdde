// GELU: x Φ(x), with Φ the normal distribution function (Hendrycks and Gimpel 2016); the exact form, not the tanh one.

fn activate(x: f32) -> f32 {
  return x * normal_distribution(x);
}

fn slope(x: f32, y: f32) -> f32 {
  let density = 0.39894228 * exp(-0.5 * x * x);
  return normal_distribution(x) + x * density;
}
