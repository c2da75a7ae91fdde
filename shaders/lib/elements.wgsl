// The entry point that the optimizers share: `update(i)` for every vec4f of the parameters, however many there are.

struct Shape {
  quads: u32,          // vec4f in all
  decayed_quads: u32,  // the first of them, which are weights: only these decay
}

fn decay_of(i: u32) -> f32 {
  return select(0.0, lane.weight_decay, i < shape.decayed_quads);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < shape.quads; i += groups.x * 64u) {
    update(i);
  }
}
