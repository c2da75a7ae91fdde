/** A promise that is settled from outside. Only the first call of `resolve` or `reject` counts. */
export class Deferred {
  readonly promise: Promise<void>;
  rejected = false;
  private settle: { resolve: () => void; reject: (error: unknown) => void } = { resolve: () => {}, reject: () => {} };

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // Callers that await it get the error; without this a promise that nobody awaits is reported as unhandled.
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
