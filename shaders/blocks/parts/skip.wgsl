// What else is added to a sum: the input of a residual block where it ends, or a gradient that went past a layer.

@group(1) @binding(0) var<storage, read_write> skip: array<vec4f>;  // as the result it is added to, and only read

fn added(at: u32, row: u32, quad: u32) -> vec4f {
  return skip[at];
}
