// Functions that the backward passes of the normalisations share. They compute ∂loss/∂y at the normalisation's output from
// ∂loss/∂h at the layer's output, and δ at the dense layer from ∂loss/∂x. Expects the bindings g, z and u, and `shape` with the
// layer's width.

override AFTER: bool = false;    // the normalisation comes after the activation
override DROPOUT: bool = false;

// x, the input of the normalisation; `at` counts vec4f from the batch's first row.
fn normalized_input(at: u32) -> vec4f {
  if (AFTER) { return activated(z[at]); }
  return u[at];
}

// ∂loss/∂y
fn output_gradient(at: u32, row: u32, quad: u32, layer: u32) -> vec4f {
  var dy = g[at];
  if (DROPOUT) { dy *= drop_slope(kept(layer, state.now.step, row * shape.width + quad * 4u)); }
  if (!AFTER) { dy *= slopes(z[at]); }
  // The padding belongs to no unit and must not enter the sums.
  return select(vec4f(0.0), dy, inside(quad, shape.width));
}

// δ = ∂loss/∂u from ∂loss/∂x
fn dense_gradient(at: u32, dx: vec4f) -> vec4f {
  if (AFTER) { return dx * slopes(z[at]); }
  return dx;
}
