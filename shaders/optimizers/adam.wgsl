// Adam (Kingma and Ba 2015) for four parameters at once. Weight decay is added to the gradient or, as in AdamW (Loshchilov and
// Hutter 2019), decoupled from it. t counts steps from 1:
//   m ← β₁ m + (1 − β₁) g        v ← β₂ v + (1 − β₂) g²        p ← p − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
//
// Differences from shaders/plain/optimizers/adam.wgsl:
//   1. It is a part. Joined with matmul backward_weight, it updates a parameter as soon as its gradient is computed. 1.2 to 1.3
//      times as fast as an update from stored gradients.
//   2. Each call updates four parameters with vec4f loads and stores. 0.7 times as fast on SwiftShader as the
//      plain kernel, which is given the bias corrections.
//
// Joined with: numerics, state, hyperparameters, and optimizer_main or matmul backward_weight.

override DECOUPLED: bool = false;

@group(1) @binding(0) var<uniform> hyper: Hyperparameters;
@group(1) @binding(1) var<storage, read_write> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> first_moment: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> second_moment: array<vec4f>;
@group(1) @binding(4) var<storage, read> state: TrainingState;

fn update(i: u32, gradient: vec4f, decay: f32) {
  let t = f32(state.now.step + 1u);
  let correction1 = -expm1_of_nonpositive(t * hyper.log_beta1);
  let correction2 = -expm1_of_nonpositive(t * hyper.log_beta2);

  var p = parameters[i];
  var g = gradient;
  if (DECOUPLED) {
    p -= hyper.learning_rate * decay * p;
  } else {
    g += decay * p;
  }
  let m = hyper.beta1 * first_moment[i] + hyper.one_minus_beta1 * g;
  let v = hyper.beta2 * second_moment[i] + hyper.one_minus_beta2 * g * g;
  first_moment[i] = m;
  second_moment[i] = v;
  parameters[i] = p - hyper.learning_rate * (m / correction1) / (sqrt(v / correction2) + hyper.epsilon);
}
