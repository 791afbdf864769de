import type { Chance } from '../../../services/rebuild-service/test/laws/chance.ts';
import type { Tally } from '../tally.ts';
import type { VirtualTime } from '../time/virtual-time.ts';

/** How bad the wire is at present, as shares of all that goes over it. */
export type WireHabits = {
  /** The function is killed: before what it asked for was done, or before it hears of it. */
  crashes: number;
  /** Calls of WorkSpaces that never arrive, or whose answer never does. */
  cuts: number;
  /** ms that an answer takes at most. */
  slowest: number;
};

/** The killed function: what it waits for never comes. One of its own for each, or it would keep all that ever waited for it. */
const never = (): Promise<never> => new Promise(() => {});

/** No answer came in time; whether the call was made, nobody knows. As the SDK's request handler throws it. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** The connection broke. */
class ConnectionReset extends Error {
  override readonly name = 'Error';
  readonly code = 'ECONNRESET';
}

/** One process of a function, from its cold start until it is killed. */
export class Life {
  isOver = false;
  /** When Lambda kills the present invocation, epoch ms. */
  endsAt = Number.POSITIVE_INFINITY;
  whenOver: () => void = () => undefined;

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.whenOver();
  }
}

type LineTools = {
  /** Of the function. */
  name: string;
  time: VirtualTime;
  chance: Chance;
  tally: Tally;
  habits: () => WireHabits;
};

/** All that one process can reach goes over this line: each way takes its time, and can be the last one. */
export class Line {
  readonly #life: Life;
  readonly #tools: LineTools;

  constructor(life: Life, tools: LineTools) {
    this.#life = life;
    this.#tools = tools;
  }

  /** A call of one of AWS's APIs. @param patienceMs after which the client gives up */
  async call<T>(operation: string, patienceMs: number, effect: () => T | Promise<T>): Promise<T> {
    const { name, chance, habits, tally } = this.#tools;
    await this.#pass(habits().slowest / 4);
    if (!chance.happens(habits().cuts)) {
      try {
        return await effect();
      } finally {
        await this.#pass(habits().slowest);
      }
    }
    const arrives = chance.happens(0.5);
    tally.count('cut', 1, `${operation} of ${name}, which ${arrives ? 'arrived' : 'did not arrive'}`);
    if (arrives) await effect();
    const isReset = chance.happens(0.7);
    await this.#pass(isReset ? habits().slowest : patienceMs, isReset ? 1 : patienceMs);
    throw isReset ? new ConnectionReset('socket hang up') : new TimeoutError('No answer came');
  }

  /** A table, a bus, a queue: quick, and asked again by the SDK when it fails. */
  async reach<T>(effect: () => T | Promise<T>): Promise<T> {
    await this.#pass(this.#tools.habits().slowest / 8);
    return effect();
  }

  async #pass(most: number, least = 1): Promise<void> {
    const { name, time, chance, tally, habits } = this.#tools;
    const life = this.#life;
    if (life.isOver) return never();
    await time.wait(least + Math.floor(chance.next() * (most - least)));
    if (life.isOver) return never();
    if (!chance.happens(habits().crashes)) return;
    tally.count('crash', 1, name);
    life.end();
    return never();
  }
}
