import { event } from '@cleandesk/bus';
import {
  type OutgoingEvent,
  resetsPausedV1,
  resetsResumedV1,
  type SeatRef,
  workRemainsV1,
} from '@cleandesk/contracts';
import { isCall, type Note } from '../domain/actions.ts';
import type { BreakerScope } from '../domain/safeguards.ts';
import {
  type Announcer,
  type Clock,
  type Fleet,
  type Journal,
  RecordInTheWay,
  type Records,
  type SafeguardStore,
  type TimerPort,
} from '../ports.ts';
import type { Desk } from './desk.ts';
import { outgoing } from './events.ts';
import { countFailure } from './failures.ts';
import { measureSaid } from './measuring.ts';
import { countLeaving } from './outages.ts';
import type { PauseTools } from './pauses.ts';
import type { Safeguarding } from './safeguarding.ts';

export type NoteTools = PauseTools & {
  timers: TimerPort;
  bus: Announcer;
  store: SafeguardStore;
  records: Records;
  fleet: Pick<Fleet, 'markHold'>;
  journal: Journal;
  safeguards: Safeguarding;
  clock: Clock;
  timerName(...parts: readonly string[]): string;
};

/** Does everything of ours that hurts nobody when it is done twice: timers, breakers, and last what is told of it. */
export async function performNotes(desks: readonly Desk[], tools: NoteTools): Promise<void> {
  await Promise.all(desks.map((desk) => noteFor(desk, tools)));
}

/** Each on its own: one that fails, now or for ever, keeps neither the others nor the seat from going on. */
async function noteFor(desk: Desk, tools: NoteTools): Promise<void> {
  const notes = desk.seat.pending.filter(
    (action): action is Note => !isCall(action) && desk.mine.has(action.id),
  );
  if (notes.length === 0) return;
  const present = desk.seat.story ?? desk.correlationId;
  const done: string[] = [];
  const told: { id: string; events: OutgoingEvent[] }[] = [];
  for (const note of notes) {
    desk.mine.delete(note.id);
    const correlationId = ('story' in note ? note.story : undefined) ?? present;
    try {
      told.push({ id: note.id, events: await perform(note, desk.ref, correlationId, tools) });
    } catch (error) {
      desk.trouble ??= error;
    }
  }
  try {
    const events = told.flatMap((one) => one.events);
    if (events.length > 0) await tools.bus.publish(events);
    measureSaid(events, tools.meter);
    done.push(...told.map(({ id }) => id));
  } catch (error) {
    desk.trouble ??= error;
    // What was done besides telling is done.
    done.push(...told.filter(({ events }) => events.length === 0).map(({ id }) => id));
  }
  if (done.length > 0) desk.queue.push({ type: 'Noted', ids: done });
}

async function perform(
  note: Note,
  ref: SeatRef,
  correlationId: string | undefined,
  tools: NoteTools,
): Promise<OutgoingEvent[]> {
  switch (note.type) {
    case 'Publish':
      return [outgoing(note, correlationId)];
    case 'SetTimer':
      await tools.timers.set({
        name: tools.timerName(...note.name),
        dueAt: note.dueAt,
        // Observation timers are shared by all that is in flight: they belong to no single story.
        event: outgoing(note, note.name[0] === 'observation' ? undefined : correlationId),
      });
      return [];
    // Told before it is done: a run that is killed in between tells it twice, and never not at all.
    case 'OpenBreaker': {
      const { directoryId, bundleId, because } = note;
      const scope = { directoryId, bundleId };
      await tools.safeguards.refresh();
      if (!tools.safeguards.breakerOpen(scope)) {
        await tools.bus.publish([event(resetsPausedV1, { scope, because }, story(correlationId))]);
        tools.meter.count('PauseBegan', 1, { kind: 'breakers' });
      }
      await tools.store.trip(scope, because, tools.clock.now());
      return [];
    }
    case 'CloseBreaker': {
      const { directoryId, bundleId, because, asOf } = note;
      await closeBreaker({ directoryId, bundleId }, { because, asOf }, correlationId, tools);
      return [];
    }
    case 'CountLeaving':
      await countLeaving(note, tools);
      return [];
    case 'CountFailure':
      await countFailure(note, tools);
      return [];
    case 'MarkHold':
      try {
        await tools.fleet.markHold(note.workspaceId, note.mark);
      } catch (error) {
        // The seat knows of the hold, and that is what counts. The tag is for who looks in the console.
        tools.journal.problem('A hold could not be shown on its desktop', error, story(correlationId));
      }
      return [];
    case 'Record':
      try {
        await tools.records.append(ref, note);
      } catch (error) {
        // Nothing helps any more, and a desktop must not wait for its records. `verify` shows the gap.
        if (!(error instanceof RecordInTheWay)) throw error;
        tools.journal.problem('A record could not be kept', error, {
          kind: note.kind,
          ...story(correlationId),
        });
        tools.meter.count('RecordLost');
      }
      return [];
    case 'TimeReset':
      await tools.store.recordTime(note.policy, note.tookMs);
      return [];
    case 'Prove':
      await tools.store.prove(note.first, tools.clock.now());
      return [goOn()];
    case 'GiveBack':
      await tools.store.giveBack(note.first, note.resetId);
      return [goOn()];
  }
  note satisfies never;
}

/** Lets the recreates of a scope go on, if they were paused. */
export async function closeBreaker(
  scope: BreakerScope,
  { because, asOf }: { because: string; asOf: number },
  correlationId: string | undefined,
  { safeguards, store, bus }: Pick<NoteTools, 'safeguards' | 'store' | 'bus'>,
): Promise<void> {
  await safeguards.refresh();
  const failedAt = safeguards.failedAt(scope);
  if (failedAt === undefined || failedAt > asOf) return;
  await bus.publish([event(resetsResumedV1, { scope, because }, story(correlationId))]);
  await store.close(scope, asOf);
  await bus.publish([goOn()]);
}

/** A gate has opened: who waits at it need not wait for a timer. */
const goOn = (): OutgoingEvent => event(workRemainsV1, {}, {});

const story = (correlationId: string | undefined) => (correlationId === undefined ? {} : { correlationId });
