// In the place of skip, where the gradient that went past a residual block is not at hand: it is that at the input of the activation
// which ends the block, two layers above, found anew from ∂loss/∂h there. Expects `shape` with the width and the layer below.

@group(1) @binding(0) var<storage, read_write> end_gradient: array<vec4f>;  // ∂loss/∂h where the block ends; only read
@group(1) @binding(1) var<storage, read> end_z: array<vec4f>;               // what its activation takes

fn added(at: u32, row: u32, quad: u32) -> vec4f {
  var dz = end_gradient[at] * slopes(end_z[at]);
  if (DROPOUT) { dz *= drop_slope(kept(shape.layer_below + 2u, state.now.step, row * shape.in + quad * 4u)); }
  return dz;
}
