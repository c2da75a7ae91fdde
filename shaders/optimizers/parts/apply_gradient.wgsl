// Passes the gradients that matmul backward_weight computes straight to an optimizer. Weights decay, biases do not.

fn take_weight_gradient(i: u32, gradient: vec4f) {
  update(shape.first_weight + i, gradient, hyper.weight_decay);
}

fn take_bias_gradient(i: u32, gradient: vec4f) {
  update(shape.first_bias + i, gradient, 0.0);
}
