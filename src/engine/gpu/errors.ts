/** The errors of the GPU. A message says what is wrong and what was expected. */

/** There is no usable GPU: the browser has no WebGPU or no adapter, or the device was lost. */
export class GpuUnavailable extends Error {
  override readonly name = 'GpuUnavailable';
  readonly reason: 'no-webgpu' | 'no-adapter' | 'lost';

  constructor(reason: GpuUnavailable['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** A shader does not compile. The message has the compiler's message and the source line. */
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

/** A tensor or a binding has an unexpected shape or size. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** A buffer is larger than the device allows; thrown before the allocation. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
  readonly bytes: number;
  readonly limit: number;

  constructor(what: string, bytes: number, limit: number) {
    super(`${what} needs ${inMebibytes(bytes)}; this device allows at most ${inMebibytes(limit)}`);
    this.bytes = bytes;
    this.limit = limit;
  }
}

function inMebibytes(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return `${mebibytes < 10 ? mebibytes.toFixed(1) : Math.round(mebibytes).toLocaleString('en')} MiB`;
}
