// Stage 1: z = x·W with one invocation per result and scalar loads.   x: [batch, in]   W: [in, out]   z: [batch, out]

struct Shape {
  batch: u32,
  in: u32,
  out: u32,
  in_stride: u32,   // floats from one row of x to the next
  out_stride: u32,  // floats from one row of W or z to the next
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> z: array<f32>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  let row = id.y;
  if (row >= shape.batch || column >= shape.out) { return; }
  var sum = 0.0;
  for (var k = 0u; k < shape.in; k++) {
    sum += x[row * shape.in_stride + k] * weight[k * shape.out_stride + column];
  }
  z[row * shape.out_stride + column] = sum;
}
