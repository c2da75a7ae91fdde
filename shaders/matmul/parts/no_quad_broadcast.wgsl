// In the place of sharing, where a device cannot share among four invocations: a kernel with QUAD_BROADCAST = false never calls this.

fn of_all_four(own: vec4f) -> mat4x4f {
  return mat4x4f(own, own, own, own);
}
