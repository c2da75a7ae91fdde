// A dense layer, forward, in one dispatch:
//   z = x·W + b        h = drop(f(z))        x: [batch, in]   W: [in, out]   b: [out]   z, h: [batch, out]
// Rows are padded to a multiple of 4 floats. The padding of x and W holds zeros, and so does that of z and h when this is done;
// the buffers hold a multiple of 4 rows, of which those past the batch mean nothing.
// Each invocation computes 4 rows × 4 columns in registers, loading vec4f along both operands.
// Joined with: numerics, random, lane, state, dropout, an activation.

struct Shape {
  batch: u32,
  in_quads: u32,   // in / 4, rounded up
  out: u32,
  out_quads: u32,  // out / 4, rounded up
  layer: u32,      // names the stream of random words
}

override DROPOUT: bool = false;
override GROUP_X: u32 = 8;  // quads of columns a workgroup
override GROUP_Y: u32 = 8;  // quads of rows a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> lane: Lane;
@group(0) @binding(2) var<storage, read> state: TrainingState;
// Only read, but it may lie in one buffer with h, and WebGPU lets a dispatch use a buffer in one way alone.
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;  // [batch, in]
@group(0) @binding(4) var<storage, read> weight: array<vec4f>;   // [in, out]
@group(0) @binding(5) var<storage, read> bias: array<vec4f>;     // [out]
@group(0) @binding(6) var<storage, read_write> z: array<vec4f>;  // [batch, out]
@group(0) @binding(7) var<storage, read_write> h: array<vec4f>;  // [batch, out]

fn store(row: u32, quad: u32, sum: vec4f) {
  if (row >= shape.batch) { return; }
  let column = quad * 4u;
  let at = row * shape.out_quads + quad;
  var y = vec4f(activate(sum.x), activate(sum.y), activate(sum.z), activate(sum.w));
  if (DROPOUT) {
    y = drop(y, kept(shape.layer, state.now.step, row * shape.out + column));
  }
  // f(0) need not be 0, and the next layer multiplies the padding too.
  let inside = vec4u(column) + vec4u(0u, 1u, 2u, 3u) < vec4u(shape.out);
  z[at] = sum;
  h[at] = select(vec4f(0.0), y, inside);
}

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = id.y * 4u;
  if (quad >= shape.out_quads || row >= shape.batch) { return; }

  let b = bias[quad];
  var sum0 = b;
  var sum1 = b;
  var sum2 = b;
  var sum3 = b;
  for (var k = 0u; k < shape.in_quads; k++) {
    let x0 = x[row * shape.in_quads + k];
    let x1 = x[(row + 1u) * shape.in_quads + k];
    let x2 = x[(row + 2u) * shape.in_quads + k];
    let x3 = x[(row + 3u) * shape.in_quads + k];
    let w0 = weight[(4u * k) * shape.out_quads + quad];
    let w1 = weight[(4u * k + 1u) * shape.out_quads + quad];
    let w2 = weight[(4u * k + 2u) * shape.out_quads + quad];
    let w3 = weight[(4u * k + 3u) * shape.out_quads + quad];
    sum0 += x0.x * w0 + x0.y * w1 + x0.z * w2 + x0.w * w3;
    sum1 += x1.x * w0 + x1.y * w1 + x1.z * w2 + x1.w * w3;
    sum2 += x2.x * w0 + x2.y * w1 + x2.z * w2 + x2.w * w3;
    sum3 += x3.x * w0 + x3.y * w1 + x3.z * w2 + x3.w * w3;
  }
  store(row, quad, sum0);
  store(row + 1u, quad, sum1);
  store(row + 2u, quad, sum2);
  store(row + 3u, quad, sum3);
}
