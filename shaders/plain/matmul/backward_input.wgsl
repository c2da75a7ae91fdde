// A dense layer, backward to its input:
//   dx = dz·Wᵀ        dz: [batch, out]   W: [in, out]   dx: [batch, in]
// Arrays are row-major without padding. One invocation computes one entry of dx.

struct Shape { batch: u32, inputs: u32, outputs: u32 }

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> dz: array<f32>;
@group(0) @binding(2) var<storage, read> weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let input = id.x;
  let row = id.y;
  if (input >= shape.inputs || row >= shape.batch) { return; }
  var sum = 0.0;
  for (var j = 0u; j < shape.outputs; j++) {
    sum += dz[row * shape.outputs + j] * weight[input * shape.outputs + j];
  }
  dx[row * shape.inputs + input] = sum;
}
