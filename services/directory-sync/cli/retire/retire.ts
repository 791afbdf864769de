import { event } from '@cleandesk/bus';
import { Refused } from '@cleandesk/command-line';
import { type OutgoingEvent, seatUnwantedV1 } from '@cleandesk/contracts';
import type { Change } from '../../src/domain/changes.ts';
import type { Claim, Memory } from '../../src/domain/memory.ts';
import { hourOf, sourceOf, tagsOf, unsaidIn } from '../../src/domain/saying.ts';
import type { Announcer, Groups, Notebook } from '../../src/ports.ts';

/** A person's command is over by then. */
const leaseMs = 15 * 60_000;
const atOnce = 50;

/**
 * Whose desktops stand only because a group wanted them that is not configured any more. Also those that were given up by a run
 * which was cut off before it said so.
 * @throws {Refused}
 */
export async function leftOf(
  { groups, notebook }: { groups: Groups; notebook: Notebook },
  group: string,
): Promise<readonly string[]> {
  const configured = (await groups.all()).some(({ name }) => name === group);
  if (configured)
    throw new Refused(
      `${group} is configured: its claims would be made anew. Take it out of directory_groups and apply first.`,
    );
  const memory = await notebook.look(group);
  return [...wantedIn(memory), ...givenUpUnsaid(memory)].map(([, { login }]) => login).sort();
}

type KeyedClaim = readonly [string, Claim];

const wantedIn = ({ claims }: Memory): KeyedClaim[] =>
  [...claims].filter(([, { said }]) => said === 'wanted');
/** Remembered as given up, and perhaps nobody was told. Said twice it changes nothing. */
const givenUpUnsaid = (memory: Memory): KeyedClaim[] =>
  unsaidIn(memory).filter(([, { said }]) => said === 'unwanted');

/**
 * Gives up all that a group wanted, as its members' leaving would: remembered first, then said. Cut off in between, the next
 * one says what this one could not, and so does the group's own run where it is configured again.
 * @returns for how many seats it was said
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
  const { memory, revision } = run;
  const unsaid = givenUpUnsaid(memory);
  const changes = wantedIn(memory).map(
    ([key, claim]): Change => ({
      key,
      claim: { ...claim, said: 'unwanted', leftAt: now, revision },
      why: 'left',
    }),
  );
  const say = (claims: readonly Claim[]) =>
    bus.publish(claims.map((claim) => unwanted(claim.login, claim.revision, group, directoryId)));
  try {
    for (let index = 0; index < unsaid.length; index += atOnce)
      await say(unsaid.slice(index, index + atOnce).map(([, claim]) => claim));
    for (let index = 0; index < changes.length; index += atOnce) {
      const piece = changes.slice(index, index + atOnce);
      await notebook.commit(run, piece);
      await say(piece.map(({ claim }) => claim));
    }
    const { readAt = now, repeatedHour = hourOf(now) } = memory;
    await notebook.end(run, { readAt, saidThrough: revision, repeatedHour });
  } catch (error) {
    // Whoever tries again shall not wait for the end of this one.
    await notebook.abandon(run);
    throw error;
  }
  return unsaid.length + changes.length;
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
