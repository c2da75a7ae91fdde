/** A promise with the means to settle it. Only the first settling counts. */
export class Deferred {
  readonly promise: Promise<void>;
  rejected = false;
  private settle: { resolve: () => void; reject: (error: unknown) => void } = { resolve: () => {}, reject: () => {} };

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // Whoever awaits it is told; this keeps one that nobody awaits from being reported as unhandled.
    this.promise.catch(() => {
      this.rejected = true;
    });
  }

  resolve(): void {
    this.settle.resolve();
  }

  reject(error: unknown): void {
    this.settle.reject(error);
  }
}
