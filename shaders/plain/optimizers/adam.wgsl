// Adam (Kingma and Ba 2015), element by element, at update number t = 1, 2, …        p, g, m, v: [count]
//   g ← g + decay·p, or p ← p − rate·decay·p for AdamW
//   m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
//   p ← p − rate·m̂/(√v̂ + ε)      m̂ = m/(1 − β₁ᵗ)   v̂ = v/(1 − β₂ᵗ)
// Arrays have no padding. One invocation updates one parameter.

struct Rates { learning_rate: f32, weight_decay: f32, beta1: f32, beta2: f32, epsilon: f32, decoupled: u32 }
struct Corrections { first: f32, second: f32 }  // 1 − β₁ᵗ and 1 − β₂ᵗ

@group(0) @binding(0) var<uniform> rates: Rates;
@group(0) @binding(1) var<uniform> corrections: Corrections;
@group(0) @binding(2) var<storage, read> gradients: array<f32>;
@group(0) @binding(3) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(4) var<storage, read_write> first_moments: array<f32>;
@group(0) @binding(5) var<storage, read_write> second_moments: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&parameters)) { return; }
  let decay = rates.weight_decay * parameters[i];
  var g = gradients[i];
  if (rates.decoupled == 1u) { parameters[i] -= rates.learning_rate * decay; } else { g += decay; }
  let m = rates.beta1 * first_moments[i] + (1.0 - rates.beta1) * g;
  let v = rates.beta2 * second_moments[i] + (1.0 - rates.beta2) * g * g;
  first_moments[i] = m;
  second_moments[i] = v;
  parameters[i] -= rates.learning_rate * (m / corrections.first) / (sqrt(v / corrections.second) + rates.epsilon);
}
