// A dense layer, forward:
//   z = x·W + b        x: [batch, in]   W: [in, out]   b: [out]   z: [batch, out]
// Arrays are row-major without padding. One invocation computes one entry of z.

struct Shape { batch: u32, inputs: u32, outputs: u32 }

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> weight: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> z: array<f32>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  let row = id.y;
  if (unit >= shape.outputs || row >= shape.batch) { return; }
  var sum = bias[unit];
  for (var i = 0u; i < shape.inputs; i++) {
    sum += x[row * shape.inputs + i] * weight[i * shape.outputs + unit];
  }
  z[row * shape.outputs + unit] = sum;
}
