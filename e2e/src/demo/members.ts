import { seatProvisionedV1, seatRemovedV1 } from '@cleandesk/contracts';
import type { LocalDirectory } from '@cleandesk/launcher';
import { eventually } from '@cleandesk/testkit';
import { concerns } from '../people/evidence.ts';
import { patient } from '../people/person.ts';
import type { DesktopState } from '../stack/cloud-state.ts';
import { directoryOf } from '../stack/directory.ts';
import type { Stage } from '../stack/stage.ts';
import { believed } from '../stories/group-reads.ts';
import type { Character } from './narrator.ts';
import { type Ending, faceOf } from './play.ts';

/** One of the groups of terraform/stacks/local. */
const group = 'support';

type Member = Character & { desktops(): Promise<DesktopState[]> };

/** Two whom a group of the directory gives a desktop, and one of whom it leaves again. */
export function membersOf(
  stage: Stage,
  local: LocalDirectory,
): { people: readonly Character[]; play(): Promise<Ending[]> } {
  const joiner = memberOf(stage, 'gus');
  const leaver = memberOf(stage, 'hal');
  return {
    people: [joiner, leaver],
    async play() {
      let first: DesktopState | undefined;
      const directory = directoryOf(local);
      const joins = async ({ userName }: Member): Promise<void> => {
        await stage.cloud.user(userName);
        await directory.hires(userName);
        await directory.puts(userName, group);
        stage.tell(userName, `joins ${group} in the directory`);
      };
      const isProvided = ({ userName }: Member): Promise<unknown> =>
        eventually(
          `${userName} gets a desktop`,
          () => stage.bus.all(seatProvisionedV1, ({ seat }) => seat.userName === userName)[0],
          { withinMs: patient },
        );
      const plot = async (): Promise<void> => {
        await Promise.all([joins(joiner), joins(leaver)]);
        await believed(stage, group);
        await Promise.all([isProvided(joiner), isProvided(leaver)]);
        [first] = await leaver.desktops();
        await directory.takes(leaver.userName, group);
        stage.tell(leaver.userName, `leaves ${group} in the directory`);
        await believed(stage, group);
        await eventually(
          `${leaver.userName} loses the desktop`,
          () => stage.bus.all(seatRemovedV1, ({ seat }) => seat.userName === leaver.userName)[0],
          { withinMs: patient },
        );
      };
      const problem = await plot().then(
        () => undefined,
        (error: unknown) => String(error),
      );
      return [
        await endingOf(joiner, { story: 'a user joins a group', expected: hasOne, problem }),
        await endingOf(leaver, { story: 'a user leaves a group', expected: hasNone, first, problem }),
      ];
    },
  };
}

const hasOne = 'given a desktop';
const hasNone = 'removed';

function memberOf(stage: Stage, name: string): Member {
  const userName = `${name}.${stage.run}`;
  const workspaceIds = () =>
    new Set(
      stage.bus
        .all(seatProvisionedV1, ({ seat }) => seat.userName === userName)
        .map(({ workspaceId }) => workspaceId),
    );
  return {
    userName,
    isNamedIn: (value) => concerns(value, { userName, workspaceIds: workspaceIds() }),
    desktops: async () => (await stage.cloud.desktops()).filter((one) => one.userName === userName),
  };
}

async function endingOf(
  member: Member,
  told: { story: string; expected: string; first?: DesktopState | undefined; problem: string | undefined },
): Promise<Ending> {
  const { story, expected, first } = told;
  const desktops = await member.desktops();
  const seen = inWords(desktops);
  const problem = told.problem ?? (seen === expected ? undefined : `${member.userName}: ${seen}`);
  const [after] = desktops;
  return {
    user: member.userName,
    story,
    before: first && faceOf(first),
    after: after && faceOf(after),
    expected,
    seen,
    ok: problem === undefined,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** By the desktop cloud's own books, which list the desktops that there are. */
function inWords(desktops: readonly DesktopState[]): string {
  const [desktop, ...others] = desktops;
  if (desktop === undefined) return hasNone;
  if (others.length > 0) return `${desktops.length} desktops`;
  if (desktop.state !== 'AVAILABLE') return desktop.state;
  return desktop.tags.DirectoryGroup === group ? hasOne : 'given one without the group’s tag';
}
