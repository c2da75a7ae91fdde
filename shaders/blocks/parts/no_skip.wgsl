// No skip connection: adds nothing to a sum.

fn skip_value(at: u32, row: u32, quad: u32) -> vec4f {
  return vec4f(0.0);
}
