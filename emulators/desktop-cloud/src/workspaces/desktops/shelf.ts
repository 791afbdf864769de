import type { Desktop } from './desktop.ts';

/** Desktops in the order in which they were made: a page costs what it shows, whatever the size of the fleet. */
export class Shelf {
  private readonly items: Desktop[] = [];

  get size(): number {
    return this.items.length;
  }

  add(desktop: Desktop): void {
    this.items.splice(this.firstAfter(desktop.order), 0, desktop);
  }

  remove(desktop: Desktop): void {
    const index = this.firstAfter(desktop.order - 1);
    if (this.items[index] === desktop) this.items.splice(index, 1);
  }

  /** Up to `limit` desktops that come after `order` and pass `shows`. */
  page(
    order: number,
    limit: number,
    shows: (desktop: Desktop) => boolean,
  ): { items: Desktop[]; last?: number } {
    const items: Desktop[] = [];
    for (let index = this.firstAfter(order); index < this.items.length; index++) {
      const desktop = this.items[index];
      if (desktop === undefined || !shows(desktop)) continue;
      if (items.length === limit) return { items, last: items.at(-1)?.order ?? order };
      items.push(desktop);
    }
    return { items };
  }

  [Symbol.iterator](): IterableIterator<Desktop> {
    return this.items[Symbol.iterator]();
  }

  private firstAfter(order: number): number {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.items[middle]?.order ?? Number.POSITIVE_INFINITY) > order) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
