// Returns which of the four floats of quad `quad` belong to a row of `width` floats; the others are padding.
fn inside(quad: u32, width: u32) -> vec4<bool> {
  return vec4u(quad * 4u) + vec4u(0u, 1u, 2u, 3u) < vec4u(width);
}
