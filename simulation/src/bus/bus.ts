import type { RulePattern } from '@cleandesk/contracts';
import type { Chance } from '../../../services/rebuild-service/test/laws/chance.ts';
import type { Tally } from '../tally.ts';
import type { VirtualTime } from '../time/virtual-time.ts';
import { type BusEvent, matches } from './patterns.ts';
import type { Queue } from './queue.ts';

export type BusHabits = {
  /** Share of events that come twice. */
  doubles: number;
  /** Share of events that are late by more than seconds, and ms that they are late by at most. */
  lates: number;
  delay: number;
  /** Share of entries that PutEvents refuses, in an answer of HTTP 200. */
  refusals: number;
};

export type Said = { source: string; detailType: string; detail: unknown };

/** The default bus and ours in one: rules made of the services' own patterns, each with a queue behind it. */
export class Bus {
  /** Hears all that is said, at the moment at which it is said. */
  hear: (event: BusEvent) => void = () => undefined;
  readonly #time: VirtualTime;
  readonly #tools: { chance: Chance; tally: Tally; habits: () => BusHabits };
  readonly #rules: { patterns: readonly RulePattern[]; queue: Queue }[] = [];
  #ids = 0;
  #underWay = 0;

  constructor(time: VirtualTime, tools: { chance: Chance; tally: Tally; habits: () => BusHabits }) {
    this.#time = time;
    this.#tools = tools;
  }

  /** Events between the bus and the queues. */
  get underWay(): number {
    return this.#underWay;
  }

  rule(patterns: readonly RulePattern[], queue: Queue): void {
    this.#rules.push({ patterns, queue });
  }

  /** Whether PutEvents takes the next entry. */
  refuses(): boolean {
    const { chance, tally, habits } = this.#tools;
    if (!chance.happens(habits().refusals)) return false;
    tally.count('entry refused');
    return true;
  }

  /** @returns the event's id */
  put({ source, detailType, detail }: Said, at = this.#time.now()): string {
    this.#ids += 1;
    const event: BusEvent = {
      id: `e-${this.#ids}`,
      source,
      'detail-type': detailType,
      time: new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
      account: '000000000000',
      region: 'us-east-1',
      resources: [],
      detail,
    };
    this.hear(event);
    const queues = this.#rules.filter(({ patterns }) => patterns.some((pattern) => matches(pattern, event)));
    if (queues.length === 0) return event.id;
    const body = JSON.stringify(event);
    for (const { queue } of queues) this.#deliver(event.id, body, queue);
    return event.id;
  }

  #deliver(id: string, body: string, queue: Queue): void {
    const { chance, tally, habits } = this.#tools;
    const { doubles, lates, delay } = habits();
    const copies = chance.happens(doubles) ? 2 : 1;
    if (copies > 1) tally.count('doubled');
    for (let copy = 0; copy < copies; copy += 1) {
      const isLate = chance.happens(lates);
      const ms = isLate ? chance.between(1000, delay) : chance.between(50, 1000);
      if (ms > 60_000) tally.count('late');
      tally.most('minutes that an event was late', Math.round(ms / 60_000));
      this.#underWay += 1;
      this.#time.after(ms, () => {
        this.#underWay -= 1;
        queue.send(id, body);
      });
    }
  }
}
