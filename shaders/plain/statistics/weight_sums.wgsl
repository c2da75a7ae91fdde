// The sums that Klambauer et al. 2017 call ω and τ, of each unit's incoming weights:
//   ω_j = Σᵢ W_ij        τ_j = Σᵢ W_ij²        W: [in, out]   ω, τ: [out]
// Arrays are row-major without padding. One invocation takes one unit.

struct Shape { inputs: u32, outputs: u32 }

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> omega: array<f32>;
@group(0) @binding(3) var<storage, read_write> tau: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= shape.outputs) { return; }
  var sum = 0.0;
  var squares = 0.0;
  for (var i = 0u; i < shape.inputs; i++) {
    let w = weight[i * shape.outputs + unit];
    sum += w;
    squares += w * w;
  }
  omega[unit] = sum;
  tau[unit] = squares;
}
