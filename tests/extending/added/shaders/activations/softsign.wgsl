// Softsign: x / (1 + |x|).
fn activate(x: f32) -> f32 {
  return x / (1 + abs(x));
}

// 1 / (1 + |x|)².
fn slope(x: f32, y: f32) -> f32 {
  let root = 1 / (1 + abs(x));
  return root * root;
}
