import { seatProvisionedV1, seatRemovedV1 } from '@cleandesk/contracts';
import type { LocalDirectory } from '@cleandesk/launcher';
import { eventually } from '@cleandesk/testkit';
import { patient } from '../people/person.ts';
import type { DesktopState } from '../stack/cloud-state.ts';
import { directoryOf } from '../stack/directory.ts';
import type { Stage } from '../stack/stage.ts';
import { believed } from '../stories/group-reads.ts';
import type { Character } from './narrator.ts';
import type { Ending } from './play.ts';
import { endingOf, hasNone, hasOne, type Provided, providedFor } from './provided.ts';

/** One of the groups of terraform/stacks/local. */
const group = 'support';
const isOfGroup = ({ tags }: DesktopState): boolean => tags.DirectoryGroup === group;

/** Two whom a group of the directory gives a desktop, and one of whom it leaves again. */
export function membersOf(
  stage: Stage,
  local: LocalDirectory,
): { people: readonly Character[]; play(): Promise<Ending[]> } {
  const joiner = providedFor(stage, `gus.${stage.run}`, isOfGroup);
  const leaver = providedFor(stage, `hal.${stage.run}`, isOfGroup);
  return {
    people: [joiner, leaver],
    async play() {
      let first: DesktopState | undefined;
      const directory = directoryOf(local);
      const joins = async ({ userName }: Provided): Promise<void> => {
        await stage.cloud.user(userName);
        await directory.hires(userName);
        await directory.puts(userName, group);
        stage.tell(userName, `joins ${group} in the directory`);
      };
      const isProvided = ({ userName }: Provided): Promise<unknown> =>
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
