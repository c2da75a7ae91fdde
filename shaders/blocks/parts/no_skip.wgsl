// In the place of skip, where nothing else is added to a sum.

fn added(at: u32, row: u32, quad: u32) -> vec4f {
  return vec4f(0.0);
}
