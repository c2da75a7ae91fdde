// Gradient descent with momentum, element by element, as PyTorch defines it:
//   g ← g + decay·p        v ← μ·v + g        p ← p − rate·v        p, g, v: [count]
// Nesterov momentum replaces the last step by p ← p − rate·(g + μ·v).
// Arrays have no padding. One invocation updates one parameter.

struct Rates { learning_rate: f32, weight_decay: f32, momentum: f32, nesterov: u32 }

@group(0) @binding(0) var<uniform> rates: Rates;
@group(0) @binding(1) var<storage, read> gradients: array<f32>;
@group(0) @binding(2) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(3) var<storage, read_write> velocities: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&parameters)) { return; }
  let g = gradients[i] + rates.weight_decay * parameters[i];
  let v = rates.momentum * velocities[i] + g;
  velocities[i] = v;
  parameters[i] -= rates.learning_rate * select(v, g + rates.momentum * v, rates.nesterov == 1u);
}
