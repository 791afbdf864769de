import type { FleetSeat, SeatStatus, TimelineEntry } from '@cleandesk/portal-api';
import { dayMs, hourMs, iso, minuteMs } from './times.ts';

export const directoryId = 'd-9067000001';

/** A seat with what happened to it. */
export type StubSeat = FleetSeat & { timeline: TimelineEntry[] };

/** As the API makes them: opaque, and 22 characters long. */
export const seatIdOf = (userName: string): string =>
  Buffer.from(userName.padEnd(16, '.')).toString('base64url').slice(0, 22).padEnd(22, '0');

const names =
  'Carla Dora Emil Fritz Gesa Hugo Ines Jan Kira Lars Mona Nils Otto Paul Rosa Sven Tina Udo Vera Willi'.split(
    ' ',
  );
const families = ['adler', 'brandt', 'claus'];
const states: SeatStatus[] = [
  ...Array<SeatStatus>(38).fill('live'),
  ...Array<SeatStatus>(8).fill('away'),
  ...Array<SeatStatus>(5).fill('dirty'),
  'rebuilding',
  'rebuilding',
  'recreating',
  'provisioning',
  'provisioning',
  'failed',
];

export function seedSeats(now: number): StubSeat[] {
  const users = families.flatMap((family) => names.map((name) => `${name.toLowerCase()}.${family}`));
  const others = states.map((status, index) => seatWith(users[index] ?? `user.${index}`, status, index, now));
  return [adasSeat(now), olgasSeat(now), ninasSeat(now), ...others];
}

function seatWith(userName: string, status: SeatStatus, index: number, now: number): StubSeat {
  const changed = now - (3 + index * 17) * minuteMs;
  const isThere = status !== 'provisioning';
  return {
    seatId: seatIdOf(userName),
    status,
    directoryId,
    userName,
    changedAt: iso(changed),
    policy: index % 4 === 0 ? 'training' : 'office',
    resetKeeps: index % 4 === 0 ? 'nothing' : 'userVolume',
    ...(isThere && { workspaceId: workspaceIdOf(index) }),
    ...(isThere && { lastConnectedAt: iso(changed - 90 * minuteMs) }),
    ...(status === 'away' && { resetDueAt: iso(now + (2 + (index % 9)) * minuteMs) }),
    ...(status === 'dirty' && { waitsFor: index % 2 === 0 ? 'window' : 'outage' }),
    allows: status === 'live' ? ['reboot', 'reset', 'return'] : [],
    timeline: [{ at: iso(changed), what: 'SeatChanged', text: 'The state of the desktop changed.' }],
  };
}

const workspaceIdOf = (index: number) => `ws-${(0x2f4c9 + index * 7919).toString(36).padStart(9, 'b7x')}`;

/** Asked for, and nothing there yet. */
function ninasSeat(now: number): StubSeat {
  const userName = 'nina.lund';
  return {
    seatId: seatIdOf(userName),
    status: 'absent',
    directoryId,
    userName,
    changedAt: iso(now - 95 * minuteMs),
    allows: [],
    timeline: [],
  };
}

function adasSeat(now: number): StubSeat {
  return {
    seatId: seatIdOf('ada.berg'),
    status: 'live',
    directoryId,
    userName: 'ada.berg',
    changedAt: iso(now - 26 * hourMs),
    workspaceId: 'ws-8k2f9dq0m',
    policy: 'office',
    resetKeeps: 'userVolume',
    lastConnectedAt: iso(now - 42 * minuteMs),
    lease: { offerId: 'office', until: iso(now + 31 * dayMs) },
    allows: ['reboot', 'extend', 'reset', 'return'],
    timeline: [
      { at: iso(now - 42 * minuteMs), what: 'DesktopConnected', text: 'Somebody connected.' },
      {
        at: iso(now - 26 * hourMs),
        what: 'ResetCompleted',
        text: 'The desktop is clean and ready.',
        facts: {
          strategy: 'rebuild',
          policy: 'office (2c904d04712c)',
          cause: 'absence',
          oldDesktop: 'ws-8k2f9dq0m',
          newDesktop: 'ws-8k2f9dq0m',
          snapshotAt: iso(now - 29 * hourMs),
          lastSeenAt: iso(now - 26 * hourMs - 54 * minuteMs),
          startedAt: iso(now - 26 * hourMs - 24 * minuteMs),
          minutesToReady: '24.0',
        },
      },
      { at: iso(now - 26 * hourMs - 24 * minuteMs), what: 'ResetStarted', text: 'A reset has begun.' },
      {
        at: iso(now - 26 * hourMs - 54 * minuteMs),
        what: 'GraceStarted',
        text: 'The user left. Unless they come back, the desktop is reset.',
      },
      {
        at: iso(now - 9 * dayMs),
        what: 'SeatProvisioned',
        text: 'The desktop is ready for its first login.',
      },
      {
        at: iso(now - 9 * dayMs - 21 * minuteMs),
        what: 'SeatWanted',
        text: 'A desktop is wanted for this user.',
      },
    ],
  };
}

function olgasSeat(now: number): StubSeat {
  return {
    seatId: seatIdOf('olga.weiss'),
    status: 'away',
    directoryId,
    userName: 'olga.weiss',
    changedAt: iso(now - 20 * minuteMs),
    workspaceId: 'ws-1q7zz4hsd',
    policy: 'office',
    resetKeeps: 'userVolume',
    lastConnectedAt: iso(now - 3 * hourMs),
    resetDueAt: iso(now + 8 * minuteMs),
    allows: ['reboot', 'reset', 'return'],
    timeline: [
      {
        at: iso(now - 20 * minuteMs),
        what: 'GraceStarted',
        text: 'The user left. Unless they come back, the desktop is reset.',
      },
      { at: iso(now - 3 * hourMs), what: 'DesktopConnected', text: 'Somebody connected.' },
    ],
  };
}
