// The elementwise operations that a library without fusion dispatches after a matmul, one dispatch for each OPERATION:
//   0: z ← z + b        1: h ← f(z)        2: h ← drop(h)        z, h: [batch, out]   b: [out]
// Joined with: numerics, random, hyperparameters, state, padding, dropout, an activation, activated.

struct Shape {
  batch: u32,
  out: u32,
  out_quads: u32,  // vec4f in a row
}

override OPERATION: u32 = 0;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> z: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> h: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = id.y;
  if (row >= shape.batch || quad >= shape.out_quads) { return; }
  let at = row * shape.out_quads + quad;
  switch (OPERATION) {
    case 0u { z[at] += bias[quad]; }
    case 1u { h[at] = select(vec4f(0.0), activated(z[at]), inside(quad, shape.out)); }
    default { h[at] = drop(h[at], kept(0u, state.now.step, row * shape.out + quad * 4u)); }
  }
}
