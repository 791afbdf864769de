import type { OutgoingEvent } from '@cleandesk/contracts';
import { toGroup, wireGroup } from '../src/adapters/wire-group.ts';
import { hear } from '../src/app/hear.ts';
import type { Occasion } from '../src/app/occasion.ts';
import type { World } from '../src/app/world.ts';
import type { Group } from '../src/domain/group.ts';
import type { Entry, ReadFault } from '../src/domain/read.ts';
import { DirectoryFault } from '../src/ports.ts';
import { fakeNotebook } from './fakes/fake-notebook.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const noon = Date.UTC(2026, 7, 3, 12);

/** A group as Terraform writes it down. */
export const wireOf = (more: Record<string, unknown> = {}) => ({
  name: 'sales',
  urls: ['ldaps://dc1.example.com'],
  bindUser: 'cleandesk@example.com',
  secret: 'cleandesk/ldap',
  groupDn: 'CN=Sales,OU=Groups,DC=example,DC=com',
  searchBase: 'DC=example,DC=com',
  directoryId: 'd-9067000001',
  desired: { bundleId: 'wsb-standard1', tags: { CostCentre: '17' } },
  ...more,
});

export const groupOf = (more: Record<string, unknown> = {}, precedence = 0): Group =>
  toGroup(
    wireGroup.parse(
      wireOf({
        dryRun: false,
        leaverDelaySeconds: 0,
        limits: { leaversShare: 0.5, leaversLeast: 2 },
        ...more,
      }),
    ),
    precedence,
  );

export const entryOf = (login: string, more: Partial<Entry> = {}): Entry => ({
  id: `id-${login}`,
  dn: `CN=${login},OU=People,DC=example,DC=com`,
  login,
  hasMail: true,
  isDisabled: false,
  ...more,
});

type Shown = { entries: readonly Entry[]; unread?: readonly string[] } | ReadFault;

/** The service with a directory that shows what the test says, and a clock that the test moves. */
export function office(groups: readonly Group[] = [groupOf()]) {
  const clock = { at: noon, now: () => clock.at };
  const shown = new Map<string, Shown>();
  const events: OutgoingEvent[] = [];
  const lines: { message: string; fields: unknown }[] = [];
  const counts = new Map<string, number>();
  let refuseEvents = 0;
  const configured = { groups };
  const world: World = {
    groups: { all: async () => configured.groups },
    directory: {
      async read({ groupDn }) {
        const what = shown.get(groupDn) ?? { entries: [] };
        if (typeof what === 'string') throw new DirectoryFault(what, 'It is so. Do something.');
        return {
          server: 'dc1.example.com:636',
          at: clock.at,
          entries: what.entries,
          unread: what.unread ?? [],
          searches: 2,
        };
      },
    },
    secrets: { password: async () => 'secret' },
    notebook: fakeNotebook(),
    bus: {
      async publish(some) {
        if (refuseEvents > 0) {
          refuseEvents -= 1;
          throw new Error('The bus does not answer');
        }
        events.push(...some);
      },
    },
    clock,
    journal: {
      info: (message, fields) => void lines.push({ message, fields }),
      warn: (message, fields) => void lines.push({ message, fields }),
    },
    meter: {
      count(name, by, of) {
        const what = [name, ...Object.values(of)].join('/');
        counts.set(what, (counts.get(what) ?? 0) + by);
      },
    },
    leaseMs: 5 * minute,
  };
  const [first] = groups;
  return {
    world,
    clock,
    events,
    lines,
    counts,
    configure: (now: readonly Group[]) => {
      configured.groups = now;
    },
    refuse: (times: number) => {
      refuseEvents = times;
    },
    shows: (what: Shown, group = first) => void shown.set(group?.source.groupDn ?? '', what),
    members: (...logins: string[]) =>
      void shown.set(first?.source.groupDn ?? '', { entries: logins.map((login) => entryOf(login)) }),
    hears: (occasion: Occasion) => hear(occasion, world),
    /** @returns what was said in this run, as `SeatWanted ada` */
    comesDue: async (group = 'sales'): Promise<string[]> => {
      const before = events.length;
      await hear({ type: 'Due', group }, world);
      return events.slice(before).map(inWords);
    },
  };
}

export function inWords({ detailType, detail }: OutgoingEvent): string {
  const what = detailType.replace(/\.v\d+$/, '');
  const { seat, reason } = detail;
  if (typeof reason === 'string') return `${what} ${reason}`;
  return isSeat(seat) ? `${what} ${seat.userName}` : what;
}

const isSeat = (value: unknown): value is { userName: string } =>
  typeof value === 'object' && value !== null && 'userName' in value;
