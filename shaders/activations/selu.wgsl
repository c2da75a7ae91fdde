// SELU: λx for x > 0, λα(eˣ − 1) otherwise (Klambauer et al. 2017, equation 2). At exactly 0 the slope is the left one, λα.
// At unit scale ρ it is ρ·f(x/ρ): λx and λαρ(e^(x/ρ) − 1).

fn activate(x: f32) -> f32 {
  return hyper.lambda * select(hyper.alpha * hyper.unit_scale * expm1_of_nonpositive(x * hyper.unit_scale_inverse), x, x > 0.0);
}

fn slope(x: f32, y: f32) -> f32 {
  // Not y + λα, which cancels far below 0.
  return hyper.lambda * select(hyper.alpha * exp(min(x * hyper.unit_scale_inverse, 0.0)), 1.0, x > 0.0);
}
