// A dense layer, backward to its parameters:
//   dW = xᵀ·dz        db = Σ dz over the batch        x: [batch, in]   dz: [batch, out]   dW: [in, out]   db: [out]
// Arrays are row-major without padding. One invocation computes one entry of dW; those of its first row also compute db.

struct Shape { batch: u32, inputs: u32, outputs: u32 }

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> dz: array<f32>;
@group(0) @binding(3) var<storage, read_write> weight_gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> bias_gradient: array<f32>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  let input = id.y;
  if (unit >= shape.outputs || input >= shape.inputs) { return; }
  var product = 0.0;
  var sum = 0.0;
  for (var row = 0u; row < shape.batch; row++) {
    let d = dz[row * shape.outputs + unit];
    product += x[row * shape.inputs + input] * d;
    sum += d;
  }
  weight_gradient[input * shape.outputs + unit] = product;
  if (input == 0u) { bias_gradient[unit] = sum; }
}
