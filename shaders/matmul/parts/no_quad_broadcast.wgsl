// Replaces quad_broadcast if QUAD_BROADCAST is false: the function must exist, but is never called.

fn from_subgroup_quad(own: vec4f) -> mat4x4f {
  return mat4x4f(own, own, own, own);
}
