// Weight normalisation (Salimans and Kingma 2016). For each unit, with its column of V and its γ:
//   W = γ·V/‖V‖        V, W: [in, out]   γ: [out]        A unit with V = 0 gets W = 0.
// Arrays are row-major without padding. One invocation takes one unit.

struct Shape { inputs: u32, outputs: u32 }

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> v: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read_write> weight: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= shape.outputs) { return; }
  var squares = 0.0;
  for (var i = 0u; i < shape.inputs; i++) {
    let value = v[i * shape.outputs + unit];
    squares += value * value;
  }
  let inverse_norm = select(0.0, 1.0 / sqrt(squares), squares > 0.0);
  for (var i = 0u; i < shape.inputs; i++) {
    let at = i * shape.outputs + unit;
    weight[at] = gamma[unit] * v[at] * inverse_norm;
  }
}
