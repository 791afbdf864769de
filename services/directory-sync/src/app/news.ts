import { event } from '@cleandesk/bus';
import {
  type DetailOf,
  directorySyncCompletedV1,
  directorySyncRefusedV1,
  type SeatRef,
} from '@cleandesk/contracts';
import type { Decided } from '../domain/decide.ts';
import type { Group } from '../domain/group.ts';
import type { Memory } from '../domain/memory.ts';
import type { GroupRead } from '../domain/read.ts';
import { reportOf } from '../domain/report.ts';
import type { Override } from './occasion.ts';
import type { World } from './world.ts';

const most = 100;
const iso = (at: number): string => new Date(at).toISOString();

/** A run that was believed: an event, a line and a count. */
export async function completed(
  group: Group,
  run: {
    decided: Decided;
    read: GroupRead;
    memory: Memory;
    evidence: string;
    override: Override | undefined;
  },
  { bus, journal, meter }: World,
): Promise<void> {
  const { decided, read, memory, evidence, override } = run;
  const touched = new Set(decided.changes.map(({ key }) => key));
  const waiting = [...memory.claims].filter(
    ([key, { said, leftAt }]) => said === 'wanted' && leftAt !== undefined && !touched.has(key),
  ).length;
  const report = reportOf(decided, read, waiting);
  const { renamed } = decided;
  await bus.publish([
    event(directorySyncCompletedV1, {
      group: group.name,
      evidence: { id: evidence, readAt: iso(read.at), server: read.server },
      dryRun: group.dryRun,
      ...report,
      renamed: renamed.slice(0, most).map(({ from, to }) => ({ from, to })),
      ...(override === undefined ? {} : { override: { ...override, guards: [...override.guards] } }),
      ...(memory.readAt === undefined ? {} : { previousReadAt: iso(memory.readAt) }),
    }),
  ]);
  const { leftOut, ...counts } = report;
  journal.info('A group was read', {
    group: group.name,
    evidence,
    searches: read.searches,
    dryRun: group.dryRun,
    renamed: renamed.length,
    ...counts,
    ...leftOut,
  });
  meter.count('DirectorySyncCompleted', 1, { group: group.name });
}

type Reason = DetailOf<typeof directorySyncRefusedV1>['reason'];

/** What of a run stood in the way; nothing where it is one member, since the others are synchronised. */
function stoodInTheWay(reason: Reason): 'directory' | 'group' | undefined {
  switch (reason) {
    case 'ServerUnreachable':
    case 'CertificateWrong':
    case 'BindFailed':
    case 'GroupNotFound':
    case 'ReadIncomplete':
    case 'SecretUnreadable':
      return 'directory';
    case 'GroupEmpty':
    case 'GroupShrunk':
    case 'GroupTooLarge':
    case 'UsersRenamed':
    case 'LoginTwice':
      return 'group';
    case 'DesktopInTheWay':
      return undefined;
  }
  return reason satisfies never;
}

/** Nothing was changed. */
export async function refused(
  group: Group,
  { reason, explanation }: { reason: Reason; explanation: string },
  { times, readAt, seat }: { times: number; readAt?: number | undefined; seat?: SeatRef },
  { bus, journal, meter }: World,
): Promise<void> {
  journal.warn('A group was not synchronised', { group: group.name, reason, explanation, times });
  const because = stoodInTheWay(reason);
  if (because !== undefined) meter.count('DirectorySyncRefused', 1, { group: group.name, because });
  await bus.publish([
    event(directorySyncRefusedV1, {
      group: group.name,
      reason,
      explanation: explanation.slice(0, 1000),
      times,
      ...(seat === undefined ? {} : { seat }),
      ...(readAt === undefined ? {} : { lastReadAt: iso(readAt) }),
    }),
  ]);
}
