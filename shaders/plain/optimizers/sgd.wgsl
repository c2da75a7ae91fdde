// Stochastic gradient descent with weight decay, element by element:
//   g ← g + decay·p        p ← p − rate·g        p, g: [count]
// Arrays have no padding. One invocation updates one parameter.

struct Rates { learning_rate: f32, weight_decay: f32 }

@group(0) @binding(0) var<uniform> rates: Rates;
@group(0) @binding(1) var<storage, read> gradients: array<f32>;
@group(0) @binding(2) var<storage, read_write> parameters: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&parameters)) { return; }
  let g = gradients[i] + rates.weight_decay * parameters[i];
  parameters[i] -= rates.learning_rate * g;
}
