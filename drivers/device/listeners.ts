/** Who wants to hear of something. A listener's bug must not stop a device in the middle of a turn. */
export class Listeners<T> {
  private readonly all = new Set<(value: T) => void>();

  /** Returns the function that stops it. */
  add(listener: (value: T) => void): () => void {
    this.all.add(listener);
    return () => {
      this.all.delete(listener);
    };
  }

  get size(): number {
    return this.all.size;
  }

  /** Tells everybody who listens now; what one throws surfaces on its own. */
  tell(value: T): void {
    const now = [...this.all];
    for (const listener of now) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
