// Hands the gradients that matmul_backward_weight finds to an optimizer at once. Weights decay, biases do not.

fn take_weight_gradient(i: u32, gradient: vec4f) {
  update(shape.first_weight + i, gradient, hyper.weight_decay);
}

fn take_bias_gradient(i: u32, gradient: vec4f) {
  update(shape.first_bias + i, gradient, 0.0);
}
