/** What happened, for whoever looks on. */
export type News =
  | { kind: 'call'; item: unknown }
  | { kind: 'event'; item: unknown }
  /** Something of this desktop is different now. */
  | { kind: 'desktop'; place: string; id: string }
  /** All is as at the start. */
  | { kind: 'reset' };

/** Tells those who listen; costs nothing while nobody does. */
export class Newsroom {
  private readonly listeners = new Set<(news: News) => void>();

  get isHeard(): boolean {
    return this.listeners.size > 0;
  }

  tell(news: News): void {
    for (const listener of this.listeners) listener(news);
  }

  /** @returns stops listening */
  listen(listener: (news: News) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
