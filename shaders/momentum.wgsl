// SGD with momentum, plain or Nesterov's, as PyTorch writes it, over all parameters of a network, weights first:
//   g ← g + decay · p  (weights alone)        v ← μ v + g        p ← p − rate · (v, or g + μ v for Nesterov)
// Joined with: lane, elements.

override NESTEROV: bool = false;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> lane: Lane;
@group(0) @binding(2) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(3) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> velocities: array<vec4f>;

fn update(i: u32) {
  let p = parameters[i];
  let g = gradients[i] + decay_of(i) * p;
  let v = lane.momentum * velocities[i] + g;
  velocities[i] = v;
  parameters[i] = p - lane.learning_rate * select(v, g + lane.momentum * v, NESTEROV);
}
