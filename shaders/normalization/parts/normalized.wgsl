// What backward passes of normalisations share: from ∂loss/∂h at the layer's end to ∂loss/∂y at the normalisation's output, and from
// there the way on to the dense layer. Expects the bindings g, z and u, and `shape` with the layer's width.

override AFTER: bool = false;    // the activation stands before the normalisation, not behind
override DROPOUT: bool = false;

// x, what was normalised; `at` counts vec4f from the batch's first row.
fn normalized_input(at: u32) -> vec4f {
  if (AFTER) { return activated(z[at]); }
  return u[at];
}

// ∂loss/∂y
fn output_gradient(at: u32, row: u32, quad: u32, layer: u32) -> vec4f {
  var dy = g[at];
  if (DROPOUT) { dy *= drop_slope(kept(layer, state.now.step, row * shape.width + quad * 4u)); }
  if (!AFTER) { dy *= slopes(z[at]); }
  // What stands in the padding belongs to no unit.
  return select(vec4f(0.0), dy, inside(quad, shape.width));
}

// δ = ∂loss/∂u from ∂loss/∂x
fn dense_gradient(at: u32, dx: vec4f) -> vec4f {
  if (AFTER) { return dx * slopes(z[at]); }
  return dx;
}
