import { event } from '@cleandesk/bus';
import { Refused } from '@cleandesk/command-line';
import { type OutgoingEvent, seatUnwantedV1 } from '@cleandesk/contracts';
import type { Change } from '../../src/domain/changes.ts';
import { sourceOf, tagsOf } from '../../src/domain/saying.ts';
import type { Announcer, Groups, Notebook } from '../../src/ports.ts';

/** A person's command is over by then. */
const leaseMs = 15 * 60_000;
const atOnce = 50;

/** Whose desktops stand only because a group wanted them that is not configured any more. @throws {Refused} */
export async function leftOf(
  { groups, notebook }: { groups: Groups; notebook: Notebook },
  group: string,
): Promise<readonly string[]> {
  const configured = (await groups.all()).some(({ name }) => name === group);
  if (configured)
    throw new Refused(
      `${group} is configured: its claims would be made anew. Take it out of directory_groups and apply first.`,
    );
  const { claims } = await notebook.look(group);
  return [...claims.values()].flatMap(({ said, login }) => (said === 'wanted' ? [login] : [])).sort();
}

/**
 * Gives up all that a group wanted, as its members' leaving would: remembered first, then said.
 * @returns how many seats
 * @throws {Refused} when a run of the group is under way
 */
export async function retire(
  { notebook, bus, clock }: { notebook: Notebook; bus: Announcer; clock: { now(): number } },
  { group, directoryId }: { group: string; directoryId: string },
): Promise<number> {
  const now = clock.now();
  const run = await notebook.begin(group, { now, until: now + leaseMs });
  if (typeof run === 'string')
    throw new Refused(`A run of ${group} is under way. Try again in some minutes.`);
  const changes = [...run.memory.claims].flatMap(([key, claim]): Change[] =>
    claim.said === 'wanted'
      ? [{ key, claim: { ...claim, said: 'unwanted', leftAt: now, revision: run.revision }, why: 'left' }]
      : [],
  );
  for (let index = 0; index < changes.length; index += atOnce) {
    const piece = changes.slice(index, index + atOnce);
    await notebook.commit(run, piece);
    await bus.publish(piece.map(({ claim }) => unwanted(claim.login, claim.revision, group, directoryId)));
  }
  await notebook.abandon(run);
  return changes.length;
}

const unwanted = (userName: string, revision: number, group: string, directoryId: string): OutgoingEvent =>
  event(
    seatUnwantedV1,
    {
      seat: { directoryId, userName },
      claim: { source: sourceOf({ name: group }), revision },
      onlyTagged: tagsOf({ name: group }),
    },
    { source: 'cleandesk.operator' },
  );
