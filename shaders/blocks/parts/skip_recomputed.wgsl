// The backward pass of a skip connection whose gradient is not stored. The gradient is ∂loss/∂z of the layer that closes the
// residual block, two layers above, and is recomputed from that layer's ∂loss/∂h:
//   added = end_gradient · drop′ · f′(end_z)        all [batch, width]
// Expects `shape` with `in` (the width) and `layer_below`, and step, slopes, drop_slope and kept.

@group(1) @binding(0) var<storage, read_write> end_gradient: array<vec4f>;  // ∂loss/∂h where the block ends; read only
@group(1) @binding(1) var<storage, read> end_z: array<vec4f>;               // input of the activation that ends the block

fn skip_value(at: u32, row: u32, quad: u32) -> vec4f {
  var dz = end_gradient[at] * slopes(end_z[at]);
  if (DROPOUT) { dz *= drop_slope(kept(shape.layer_below + 2u, step, row * shape.in + quad * 4u)); }
  return dz;
}
