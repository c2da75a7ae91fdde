// An optimizer over all parameters of a network at once, weights first, or over a stretch of them, from gradients that were kept.

struct Shape {
  quads: u32,          // vec4f of gradients
  first: u32,          // where the parameters that they belong to begin, in vec4f
  decayed_quads: u32,  // the first parameters, which are weights: only these decay
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < shape.quads; i += groups.x * 64u) {
    let at = shape.first + i;
    update(at, gradients[i], select(0.0, hyper.weight_decay, at < shape.decayed_quads));
  }
}
