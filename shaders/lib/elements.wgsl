// An optimizer over all parameters of a network at once, weights first, from gradients that were kept.

struct Shape {
  quads: u32,          // vec4f in all
  decayed_quads: u32,  // the first of them, which are weights: only these decay
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < shape.quads; i += groups.x * 64u) {
    update(i, gradients[i], select(0.0, lane.weight_decay, i < shape.decayed_quads));
  }
}
