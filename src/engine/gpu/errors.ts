/** What can go wrong between the program and a GPU; each message says what was got, what was expected, and a way out. */

/** There is no GPU to compute on: the browser has no WebGPU, it offers no adapter, or the device was lost. */
export class GpuUnavailable extends Error {
  override readonly name = 'GpuUnavailable';
  readonly reason: 'no-webgpu' | 'no-adapter' | 'lost';

  constructor(reason: GpuUnavailable['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** A shader does not compile: the compiler's words, and the line they are about. */
export class ShaderCompileError extends Error {
  override readonly name = 'ShaderCompileError';
  readonly line: number;
  readonly source: string;

  constructor(label: string, message: string, line: number, source: string) {
    super(`${label}, line ${line}: ${message}\n  ${source.trim()}`);
    this.line = line;
    this.source = source;
  }
}

/** Tensors whose shapes do not fit what is asked of them. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** More memory than the device grants, found before anything was allocated. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
  readonly bytes: number;
  readonly limit: number;

  constructor(what: string, bytes: number, limit: number) {
    super(`${what} needs ${inMebibytes(bytes)}; this device grants ${inMebibytes(limit)} at most`);
    this.bytes = bytes;
    this.limit = limit;
  }
}

function inMebibytes(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return `${mebibytes < 10 ? mebibytes.toFixed(1) : Math.round(mebibytes).toLocaleString('en')} MiB`;
}
