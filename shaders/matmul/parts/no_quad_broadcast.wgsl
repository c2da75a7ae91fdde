// Replaces quad_broadcast where QUAD_BROADCAST is false: the function must exist and is never called.

fn from_subgroup_quad(own: vec4f) -> mat4x4f {
  return mat4x4f(own, own, own, own);
}
