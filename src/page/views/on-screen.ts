import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether an element is on screen or about to be; tells when it comes into sight. */
export class OnScreen implements ReactiveController {
  visible = false;
  private readonly sights: IntersectionObserver;

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    appeared: () => void,
  ) {
    this.sights = new IntersectionObserver(
      (entries) => {
        this.visible = entries[entries.length - 1].isIntersecting;
        if (this.visible) appeared();
      },
      { rootMargin: '100px' },
    );
    host.addController(this);
  }

  hostConnected(): void {
    this.sights.observe(this.host);
  }

  hostDisconnected(): void {
    this.sights.disconnect();
    this.visible = false;
  }
}
