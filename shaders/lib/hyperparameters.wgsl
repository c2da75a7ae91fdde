// The numbers of one lane that may change while it trains; the host rewrites them whole, between submissions.

struct Hyperparameters {
  alpha: f32,            // α and λ of SELU; α of ELU and leaky ReLU
  lambda: f32,
  drop_threshold: u32,   // a unit is dropped where its random word is below this: rate · 2³²
  keep_scale: f32,       // a kept unit becomes keep_scale · y + keep_shift,
  keep_shift: f32,
  dropped_value: f32,    // a dropped one this
  learning_rate: f32,
  weight_decay: f32,
  momentum: f32,
  beta1: f32,
  beta2: f32,
  one_minus_beta1: f32,       // 1 − β₁ and 1 − β₂, which f32 would get wrong in the fifth digit
  one_minus_beta2: f32,
  log_beta1: f32,        // ln β₁ and ln β₂: 1 − βᵗ is taken as −expm1(t ln β), which keeps its digits at small t
  log_beta2: f32,
  epsilon: f32,
  saturation: f32,       // a slope below this in absolute value counts as saturated
  histogram_low: f32,    // where the first histogram bin begins
  histogram_scale: f32,  // bins per unit
  seed: u32,
  unit_scale: f32,            // ρ of SELU in other units, ρ·f(x/ρ), and 1/ρ
  unit_scale_inverse: f32,
}
