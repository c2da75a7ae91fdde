import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether an element is on screen or within 100 px of it; calls `appeared` when it comes into view. */
export class OnScreen implements ReactiveController {
  visible = false;
  private readonly observer: IntersectionObserver;

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    appeared: () => void,
  ) {
    this.observer = new IntersectionObserver(
      (entries) => {
        this.visible = entries[entries.length - 1].isIntersecting;
        if (this.visible) appeared();
      },
      { rootMargin: '100px' },
    );
    host.addController(this);
  }

  hostConnected(): void {
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer.disconnect();
    this.visible = false;
  }
}
