// The end of a tile of the matmul. Expects ROWS, and `store` for one row.

// Stores ROWS rows: the columns of `first_four` and, if ROWS is 8, of `last_four`. This is a loop because compilers insert a copy of a
// function at each call: eight copies of SELU and dropout took SwiftShader six to nine times as long to compile. Each iteration shifts
// the columns by one, so that the next row is always in column 0: a column whose number is known only at run time would be in memory.
fn store_rows(row: u32, quad: u32, first_four: mat4x4f, last_four: mat4x4f) {
  var rows = first_four;
  var after = last_four;
  for (var r = 0u; r < ROWS; r++) {
    store(row + r, quad, rows[0]);
    rows = mat4x4f(rows[1], rows[2], rows[3], after[0]);
    after = mat4x4f(after[1], after[2], after[3], after[3]);
  }
}
