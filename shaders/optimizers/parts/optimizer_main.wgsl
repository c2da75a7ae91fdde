// An optimizer over consecutive parameters of a network, from gradients in memory. Weights come before all other parameters.

struct Shape {
  quads: u32,          // vec4f of gradients
  first: u32,          // first of the parameters that the gradients belong to, in vec4f
  decayed_quads: u32,  // vec4f of weights at the start of all parameters: only these decay
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
