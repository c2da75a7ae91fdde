// Weight normalisation, backward. For each unit, with sums over its inputs:
//   dγ = Σ dW·V/‖V‖        dV = γ/‖V‖ · (dW − dγ·V/‖V‖)        both 0 where V = 0
//   V, dW, dV: [in, out]   γ, dγ: [out]
// Arrays are row-major without padding. One invocation takes one unit.

struct Shape { inputs: u32, outputs: u32 }

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> v: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> weight_gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> v_gradient: array<f32>;
@group(0) @binding(5) var<storage, read_write> gamma_gradient: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= shape.outputs) { return; }
  var squares = 0.0;
  var product = 0.0;
  for (var i = 0u; i < shape.inputs; i++) {
    let at = i * shape.outputs + unit;
    squares += v[at] * v[at];
    product += weight_gradient[at] * v[at];
  }
  let inverse_norm = select(0.0, 1.0 / sqrt(squares), squares > 0.0);
  let d_gamma = product * inverse_norm;
  gamma_gradient[unit] = d_gamma;
  for (var i = 0u; i < shape.inputs; i++) {
    let at = i * shape.outputs + unit;
    v_gradient[at] = gamma[unit] * inverse_norm * (weight_gradient[at] - d_gamma * v[at] * inverse_norm);
  }
}
