import type { World } from '../world.ts';

/** What AWS bills, by the names under which it is metered. */
export const metered = [
  'gbSeconds',
  'requests',
  'events',
  'queueRequests',
  'writes',
  'reads',
  'schedules',
  'logKb',
] as const;
export type Metered = (typeof metered)[number];

/** Memory of each function (terraform/modules/bus-function, `memory_mb`). */
const memoryGb = 0.5;
/** kB of what Lambda itself logs for an invocation, and of what a function says in it (measured on the local stack). */
const logKbOfInvocation = 1.5;
/** Bytes of an item that one unit writes, and that one strongly consistent unit reads (DynamoDB Developer Guide). */
const writeUnit = 1024;
const readUnit = 4096;
/** Both indexes carry something that changes with each commit; the one of due times moves its entry: written and removed. */
const writesOfIndexes = 3;

/** What the services of a world use of what AWS bills, from the moment at which they are deployed. */
export class Meter {
  /** Told of each use as it happens. */
  used: (what: Metered, units: number) => void = () => undefined;
  readonly #totals = new Map<Metered, number>();

  of(what: Metered): number {
    return this.#totals.get(what) ?? 0;
  }

  /** Between the services and their tables, the bus and its queues. Before the services are deployed. */
  install(world: World): void {
    const { account } = world;
    account.seats = between(account.seats, (method, given, answer) => this.#seats(method, given, answer));
    account.safeguards = between(account.safeguards, (method) =>
      this.#use(safeguardReads.has(method) ? 'reads' : 'writes', 1),
    );
    account.records = between(account.records, (method, given) => {
      if (method === 'append') this.#use('writes', units(given[1], writeUnit));
    });
    account.walks = between(account.walks, () => this.#use('writes', 1));
    account.book = between(account.book, () => this.#use('writes', 1));
    const put = world.bus.put.bind(world.bus);
    world.bus.put = (said, at) => {
      const isOurs = said.source.startsWith('cleandesk.');
      // What AWS says is free; what is said on our bus is billed, by a timer as well. All of it is logged.
      if (isOurs) this.#use('events', 1);
      if (isTimer(said.detailType)) this.#use('schedules', 1);
      this.#use('logKb', bytes(said) / 1000);
      return put(said, at);
    };
  }

  /** Between the functions and their queues. After the services are deployed. */
  watch(world: World): void {
    for (const queue of world.queues) {
      const send = queue.send.bind(queue);
      queue.send = (id, body) => {
        this.#use('queueRequests', 1);
        send(id, body);
      };
    }
    for (const deployed of world.functions)
      deployed.ended = (ms) => {
        this.#use('requests', 1);
        this.#use('gbSeconds', (ms / 1000) * memoryGb);
        this.#use('logKb', logKbOfInvocation);
        // A batch is received, and deleted.
        this.#use('queueRequests', 2);
      };
  }

  #seats(method: string, given: readonly unknown[], answer: unknown): void {
    if (method === 'commit') {
      const [seat, , spends = []] = given;
      const transacted = Array.isArray(spends) ? spends.length : 0;
      // A transaction writes each of its items twice.
      const item = units(seat, writeUnit) * (transacted > 0 ? 2 : 1);
      this.#use('writes', item + 2 * transacted + writesOfIndexes);
    } else if (method === 'defer') this.#use('writes', 1 + writesOfIndexes);
    else if (method === 'load' || method === 'loadAll')
      for (const seat of Array.isArray(answer) ? answer : [answer]) this.#use('reads', units(seat, readUnit));
    // Indexes are read as they are at that moment, for half of it.
    else this.#use('reads', units(answer, readUnit) / 2);
  }

  #use(what: Metered, count: number): void {
    this.#totals.set(what, this.of(what) + count);
    this.used(what, count);
  }
}

/** Those of the safeguards' methods that only read. */
const safeguardReads = new Set(['read', 'counted']);

/** A timer that came due says so on the bus. */
const isTimer = (detailType: string): boolean => detailType.includes('CameDue');

const bytes = (value: unknown): number => JSON.stringify(value ?? '').length;
const units = (value: unknown, ofBytes: number): number => Math.max(1, Math.ceil(bytes(value) / ofBytes));

/** The same, and each call of one of its methods is told with what was given and what came of it. */
function between<T extends object>(
  target: T,
  told: (method: string, given: readonly unknown[], answer: unknown) => void,
): T {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name, of);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        const answer: unknown = value.apply(of, given);
        if (answer instanceof Promise)
          answer.then(
            (came) => told(String(name), given, came),
            // A refused write is billed like one that was taken.
            () => told(String(name), given, undefined),
          );
        return answer;
      };
    },
  });
}
