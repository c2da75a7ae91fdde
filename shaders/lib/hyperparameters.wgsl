// The numbers of one network that may change while it trains. The host replaces them between submissions.

struct Hyperparameters {
  alpha: f32,            // α and λ of SELU; α of ELU and leaky ReLU
  lambda: f32,
  drop_threshold: u32,   // a unit is dropped if its random word is below rate · 2³²
  keep_scale: f32,       // a kept unit becomes keep_scale · y + keep_shift,
  keep_shift: f32,
  dropped_value: f32,    // a dropped unit becomes dropped_value
  learning_rate: f32,
  weight_decay: f32,
  momentum: f32,
  beta1: f32,
  beta2: f32,
  one_minus_beta1: f32,  // 1 − β₁ and 1 − β₂, computed in float64: in f32 the fifth digit is wrong
  one_minus_beta2: f32,
  log_beta1: f32,        // ln β₁ and ln β₂: 1 − βᵗ = −expm1(t ln β) keeps its digits at small t
  log_beta2: f32,
  epsilon: f32,
  saturation: f32,       // a slope below this in absolute value counts as saturated
  histogram_low: f32,    // lower edge of the first histogram bin
  histogram_scale: f32,  // bins per unit
  seed: u32,
  unit_scale: f32,       // ρ of SELU in other units, ρ·f(x/ρ), and 1/ρ
  unit_scale_inverse: f32,
}
