// Stage 2: z = x·W with vec4f loads along both operands: one invocation per four neighbouring results of a row. Rows are padded
// with zeros to a multiple of 4 floats, so no load needs a bounds check.
//   x: [batch, in]   W: [in, out]   z: [batch, out]

struct Shape {
  batch: u32,
  in_quads: u32,   // vec4f in a row of x
  out_quads: u32,  // vec4f in a row of W or z
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> weight: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> z: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = id.y;
  if (row >= shape.batch || quad >= shape.out_quads) { return; }
  var sum = vec4f(0.0);
  for (var k = 0u; k < shape.in_quads; k++) {
    let at = 4u * k * shape.out_quads + quad;
    let w = mat4x4f(
      weight[at],
      weight[at + shape.out_quads],
      weight[at + 2u * shape.out_quads],
      weight[at + 3u * shape.out_quads],
    );
    sum += w * x[row * shape.in_quads + k];
  }
  z[row * shape.out_quads + quad] = sum;
}
