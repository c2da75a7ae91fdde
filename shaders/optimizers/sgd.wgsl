// Plain stochastic gradient descent, for four parameters at once:
//   g ← g + decay · p        p ← p − rate · g
//
// Differences from shaders/plain/optimizers/sgd.wgsl:
//   1. It is a part. Joined with matmul backward_weight, it updates a parameter as soon as its gradient is computed. Measured for
//      Adam: 1.2 to 1.3 times as fast as an update from stored gradients.
//   2. Each call updates four parameters with vec4f loads and stores. No faster on SwiftShader.
//
// Joined with: hyperparameters, and optimizer_main or matmul backward_weight.

@group(1) @binding(0) var<uniform> hyper: Hyperparameters;
@group(1) @binding(1) var<storage, read_write> parameters: array<vec4f>;

fn update(i: u32, gradient: vec4f, decay: f32) {
  let p = parameters[i];
  parameters[i] = p - hyper.learning_rate * (gradient + decay * p);
}
