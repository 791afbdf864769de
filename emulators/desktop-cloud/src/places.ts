import { AwsFault } from './kernel.ts';

/** Accounts times Regions. Each is a cloud of its own, with all that the seed says. */
export const mostPlaces = 256;

/** The accounts and Regions that were called in. Whoever makes up keys could else fill the memory. */
export class Places {
  private readonly known = new Set<string>();

  /** Why a call can't be taken there; nothing when it can. */
  refusal(place: string): AwsFault | undefined {
    if (this.known.has(place)) return undefined;
    if (this.known.size < mostPlaces) {
      this.known.add(place);
      return undefined;
    }
    return new AwsFault(
      'LimitExceededException',
      `The desktop cloud keeps at most ${mostPlaces} accounts and Regions apart, and this call is for one more. POST /_control/reset forgets all of them.`,
    );
  }

  clear(): void {
    this.known.clear();
  }
}
