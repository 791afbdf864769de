import { tell } from '../src/app/tell.ts';
import type { World } from '../src/app/world.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { Notice } from '../src/domain/notice.ts';
import type { Channel, Letter, Teller } from '../src/ports.ts';
import { fakeTold } from './fakes/fake-told.ts';

export const minute = 60_000;
export const noon = Date.UTC(2026, 7, 3, 12);

const about = {
  seat: { directoryId: 'd-9067000001', userName: 'ada.berg' },
  workspaceId: 'ws-0000000a1',
  computerName: 'WSAMZN-1',
  cause: 'ws-0000000a1@2026-08-03T11:50:00.000Z',
  policy: 'kiosks',
};
export const graceStarted = {
  ...about,
  type: 'GraceStarted',
  strategy: 'rebuild',
  at: noon,
  endsAt: noon + 10 * minute,
} as const satisfies Happening;
export const resetStarted = {
  ...about,
  type: 'ResetStarted',
  strategy: 'rebuild',
  at: noon + 11 * minute,
} as const satisfies Happening;
export const resetCompleted = {
  ...about,
  type: 'ResetCompleted',
  strategy: 'rebuild',
  at: noon + 50 * minute,
  snapshotAt: noon - 300 * minute,
} as const satisfies Happening;
const { policy: _none, ...unpoliced } = about;
export const resetCancelled = {
  ...unpoliced,
  type: 'ResetCancelled',
  at: noon + 5 * minute,
} as const satisfies Happening;

export type Outcome = Awaited<ReturnType<Teller['tell']>> | Error;

/** The service with a user to tell, a topic, and a clock that the test moves. */
export function office(options: { wanted?: readonly Notice[]; channels?: readonly Channel[] } = {}) {
  const { wanted = ['before', 'during', 'after'], channels = ['mail', 'topic'] } = options;
  const clock = { at: noon, now: () => clock.at };
  const out: { channel: Channel; notice: Notice; letter: Letter }[] = [];
  const lines: { message: string; fields: unknown }[] = [];
  const counts = new Map<string, number>();
  /** What each way answers, by turns; `told` when it has nothing to say. */
  const answers: Record<Channel, Outcome[]> = { mail: [], topic: [] };
  /** Runs while a way is telling. */
  let meanwhile: (() => Promise<void>) | undefined;
  const teller = (channel: Channel): Teller => ({
    channel,
    reaches: ({ directoryId }) => channel === 'topic' || directoryId === about.seat.directoryId,
    async tell(letter, notice) {
      const during = meanwhile;
      meanwhile = undefined;
      await during?.();
      const answer = answers[channel].shift() ?? 'told';
      if (answer instanceof Error) throw answer;
      if (answer === 'told') out.push({ channel, notice, letter });
      return answer;
    },
  });
  const note = (message: string, fields?: unknown) => void lines.push({ message, fields });
  const world: World = {
    wanted: new Map([[about.policy, new Set(wanted)]]),
    readers: { timeZone: 'Europe/Berlin', locale: 'en-GB' },
    tellers: channels.map(teller),
    told: fakeTold(),
    wording: {
      letter: async (notice, view) => {
        const text = `${notice} ${view.time}`;
        return { subject: text, text, html: text, topic: text };
      },
    },
    clock,
    leaseMs: minute,
    journal: { info: note, warn: note },
    meter: { count: (name) => void counts.set(name, (counts.get(name) ?? 0) + 1) },
  };
  return {
    world,
    clock,
    answers,
    lines,
    counts,
    hears: (happening: Happening) => tell(happening, world),
    meanwhile: (work: () => Promise<void>) => {
      meanwhile = work;
    },
    /** `before mail`, in the order in which they went out. */
    told: () => out.map(({ notice, channel }) => `${notice} ${channel}`),
    letters: () => out.map(({ letter }) => letter),
  };
}
