// Plain stochastic gradient descent, for four parameters at a time:
//   g ← g + decay · p        p ← p − rate · g
// Joined with: hyperparameters, and optimizer_main or matmul backward_weight.

@group(1) @binding(0) var<uniform> hyper: Hyperparameters;
@group(1) @binding(1) var<storage, read_write> parameters: array<vec4f>;

fn update(i: u32, gradient: vec4f, decay: f32) {
  let p = parameters[i];
  parameters[i] = p - hyper.learning_rate * (gradient + decay * p);
}
