import type { VirtualTime } from '../time/virtual-time.ts';

export type Message = {
  readonly id: string;
  /** The id of the event in it. */
  readonly eventId: string;
  readonly body: string;
  /** epoch ms at which it came to the queue, or came back to it from the dead letters. */
  sentAt: number;
  receives: number;
  state: 'visible' | 'inFlight' | 'gone';
};

export type QueueRules = {
  name: string;
  /** ms after which a message that was received and not deleted is seen again. */
  visibilityMs: number;
  /** Receives after which it is put aside. */
  maxReceives: () => number;
};

/** A standard queue with its dead-letter queue: at least once, and in no order worth the name. */
export class Queue {
  readonly name: string;
  /** Called when there is something to receive. */
  wake: () => void = () => undefined;
  /** A message is handed out; what comes of it nobody knows yet. */
  taken: (message: Message) => void = () => undefined;
  /** A message was dealt with, for good. */
  done: (message: Message) => void = () => undefined;
  readonly #time: VirtualTime;
  readonly #rules: QueueRules;
  readonly #visible: Message[] = [];
  #dead: Message[] = [];
  #ids = 0;
  #waiting = 0;

  constructor(time: VirtualTime, rules: QueueRules) {
    this.#time = time;
    this.#rules = rules;
    this.name = rules.name;
  }

  /** Messages that have still to be dealt with, dead ones left out. */
  get waiting(): number {
    return this.#waiting;
  }

  get visible(): number {
    return this.#visible.length;
  }

  send(eventId: string, body: string): void {
    this.#ids += 1;
    this.#waiting += 1;
    const id = `${this.name}-${this.#ids}`;
    this.#show({ id, eventId, body, sentAt: this.#time.now(), receives: 0, state: 'visible' });
  }

  receive(most: number): Message[] {
    const taken = this.#visible.splice(0, most);
    for (const message of taken) {
      message.receives += 1;
      message.state = 'inFlight';
      this.taken(message);
      const count = message.receives;
      this.#time.after(this.#rules.visibilityMs, () => {
        if (message.state === 'inFlight' && message.receives === count) this.#again(message);
      });
    }
    return taken;
  }

  delete(message: Message): void {
    if (message.state === 'gone') return;
    // One that is visible again would be deleted by a receipt that is too old: SQS may deliver it once more.
    if (message.state === 'visible') return;
    message.state = 'gone';
    this.#waiting -= 1;
    this.done(message);
  }

  /** Messages that a person has to look at. */
  get dead(): readonly Message[] {
    return this.#dead;
  }

  /** Messages that no retry helps, with the reason. */
  readonly unreadable: { body: string; reason: string }[] = [];

  putAside(body: string, reason: string): void {
    this.unreadable.push({ body, reason });
  }

  /** A person has seen what was wrong, and moves the dead letters back. */
  redrive(): number {
    const back = this.#dead;
    this.#dead = [];
    for (const message of back) {
      message.receives = 0;
      message.sentAt = this.#time.now();
      this.#waiting += 1;
      this.#show(message);
    }
    return back.length;
  }

  #again(message: Message): void {
    if (message.receives < this.#rules.maxReceives()) {
      this.#show(message);
      return;
    }
    message.state = 'gone';
    this.#waiting -= 1;
    this.#dead.push(message);
  }

  #show(message: Message): void {
    message.state = 'visible';
    this.#visible.push(message);
    this.wake();
  }
}
