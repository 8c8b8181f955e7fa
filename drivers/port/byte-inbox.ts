type Listener = (bytes: Uint8Array) => void;

/** Bytes kept for a listener that has not come yet: more than any device says unasked. */
const EARLY_LIMIT = 64 * 1024;

/**
 * Hands arriving bytes to whoever listens. A line must always be read (an unread TCP socket never notices its end,
 * and closing one with unread bytes destroys what is still on its way out), so bytes that arrive before the first
 * listener are kept, up to a limit. Once somebody has listened, bytes that nobody wants are dropped: they are stale.
 */
export class ByteInbox {
  private readonly listeners = new Set<Listener>();
  private early: Uint8Array[] = [];
  private earlyLength = 0;
  private heard = false;

  /** Bytes from the line, in order. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (this.heard) {
      const now = [...this.listeners];
      for (const listener of now) listener(bytes);
      return;
    }
    if (this.earlyLength + bytes.length > EARLY_LIMIT) return;
    this.early.push(bytes);
    this.earlyLength += bytes.length;
  }

  /** As `Port.onBytes`. Early bytes follow in a microtask, so that the caller has the stop function by then. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    if (!this.heard) queueMicrotask(() => this.flush());
    return () => {
      this.listeners.delete(listener);
    };
  }

  private flush(): void {
    if (this.heard || this.listeners.size === 0) return;
    this.heard = true;
    const early = this.early;
    this.early = [];
    for (const bytes of early) this.push(bytes);
  }
}
