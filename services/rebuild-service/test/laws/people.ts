import { type OutgoingEvent, resetFailedV1, resetStartedV1, seatFailedV1 } from '@cleandesk/contracts';
import { seatId } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import type { FakeSeats } from '../fakes/fake-seats.ts';
import type { Aws } from './aws.ts';
import type { Chance } from './chance.ts';
import { Holds } from './holds.ts';
import type { Breach } from './invocation.ts';

const minute = 60_000;

export type PeopleTools = {
  aws: Aws;
  chance: Chance;
  seats: FakeSeats;
  breaches: Breach[];
  /** Share of resets at whose very moment somebody interferes. */
  returns: number;
  send: (user: string, signal: Signal, heard?: () => void) => void;
  say: (what: string) => void;
};

/** Those around the service: they hold desktops, come back at the worst moment, and help where they were told to. */
export class People {
  readonly holds: Holds;
  readonly #tools: PeopleTools;
  /** Seats of which somebody was told that they need a person. */
  readonly #told = new Set<string>();

  constructor(tools: PeopleTools) {
    this.#tools = tools;
    this.holds = new Holds(tools.aws.time, tools.send);
  }

  hear({ detailType, detail }: OutgoingEvent): void {
    for (const { detailType: failed, detail: shape } of [seatFailedV1, resetFailedV1]) {
      const read = shape.safeParse(detail);
      if (detailType === failed && read.success) this.#told.add(seatId(read.data.seat));
    }
    const started = resetStartedV1.detail.safeParse(detail);
    if (detailType === resetStartedV1.detailType && started.success)
      this.#interfere(started.data.workspaceId);
  }

  /** The reset is decided, and its call on the way, or left by a crash. */
  #interfere(workspaceId: string): void {
    const { aws, chance, returns, say } = this.#tools;
    const ws = aws.byId(workspaceId);
    if (ws === undefined || aws.calm || !chance.happens(returns)) return;
    aws.time.after(chance.between(0, 4 * minute), () => {
      if (aws.calm) return;
      if (chance.happens(0.3)) {
        say(`${ws.user}: hold, at the last moment`);
        aws.tally.count('held at the last moment');
        this.holds.place(ws.user, `at ${aws.time.now}`, aws.time.now + 20 * minute);
      } else {
        say(`${ws.user}: connect, at the last moment`);
        aws.tally.count('back at the last moment');
        aws.connect(ws);
      }
    });
  }

  /** Where a desktop could not be made, or is in ERROR, a person has been told, and asks for a reset. */
  helpOut(): void {
    const { aws, breaches, seats, send } = this.#tools;
    const { now } = aws.time;
    for (const { ref, phase } of seats.all()) {
      const ws = aws.ofUser(ref.userName);
      if (phase.status !== 'failed' && !(ws?.managed && ws.state === 'ERROR')) continue;
      if (!this.#told.has(seatId(ref)))
        breaches.push({ law: 1, what: `nobody was told that ${ref.userName} needs help` });
      send(ref.userName, { type: 'ResetAsked', requestId: `again@${now}`, requestedBy: 'ops', at: now });
    }
  }
}
