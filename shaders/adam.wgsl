// Adam (Kingma and Ba 2015) over all parameters of a network, weights first, with weight decay added to the gradient or, as in
// AdamW (Loshchilov and Hutter 2019), decoupled from it; t counts steps from 1:
//   m ← β₁ m + (1 − β₁) g        v ← β₂ v + (1 − β₂) g²        p ← p − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
// Joined with: numerics, state, lane, elements.

override DECOUPLED: bool = false;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> lane: Lane;
@group(0) @binding(2) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(3) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> first_moments: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> second_moments: array<vec4f>;
@group(0) @binding(6) var<storage, read> state: TrainingState;

fn update(i: u32) {
  let t = f32(state.now.step + 1u);
  let correction1 = -expm1_of_nonpositive(t * lane.log_beta1);
  let correction2 = -expm1_of_nonpositive(t * lane.log_beta2);

  let decay = decay_of(i);
  var p = parameters[i];
  var g = gradients[i];
  if (DECOUPLED) {
    p -= lane.learning_rate * decay * p;
  } else {
    g += decay * p;
  }
  let m = lane.beta1 * first_moments[i] + lane.beta1_rest * g;
  let v = lane.beta2 * second_moments[i] + lane.beta2_rest * g * g;
  first_moments[i] = m;
  second_moments[i] = v;
  parameters[i] = p - lane.learning_rate * (m / correction1) / (sqrt(v / correction2) + lane.epsilon);
}
