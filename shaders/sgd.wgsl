// Plain stochastic gradient descent over all parameters of a network, weights first:
//   g ← g + decay · p  (weights alone)        p ← p − rate · g
// Joined with: lane, elements.

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> lane: Lane;
@group(0) @binding(2) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(3) var<storage, read> gradients: array<vec4f>;

fn update(i: u32) {
  let p = parameters[i];
  let g = gradients[i] + decay_of(i) * p;
  parameters[i] = p - lane.learning_rate * g;
}
