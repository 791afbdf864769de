import { seatProvisionedV1, seatRemovedV1 } from '@cleandesk/contracts';
import type { LocalDirectory } from '@cleandesk/launcher';
import { eventually } from '@cleandesk/testkit';
import { patient } from '../people/person.ts';
import type { Stage } from '../stack/stage.ts';
import { believed, inTurn, must, type Scene } from './group-reads.ts';
import { refusedReads } from './refused-reads.ts';
import type { Story } from './story.ts';

const isOf = (userName: string) => (detail: { seat: { userName: string } }) =>
  detail.seat.userName.toLowerCase() === userName;

const desktopOf = async (stage: Stage, userName: string) =>
  (await stage.cloud.desktops()).find(
    (one) =>
      one.userName.toLowerCase() === userName && one.state !== 'TERMINATING' && one.state !== 'TERMINATED',
  );

const gets = (stage: Stage, userName: string, times = 1) =>
  eventually(`${userName} has a desktop`, () => stage.bus.all(seatProvisionedV1, isOf(userName))[times - 1], {
    withinMs: patient,
  });

const loses = (stage: Stage, userName: string, times = 1) =>
  eventually(
    `${userName} has no desktop any more`,
    () => stage.bus.all(seatRemovedV1, isOf(userName))[times - 1],
    { withinMs: patient },
  );

/** Somebody new in the directory and in AWS's. */
async function hire(
  { stage, directory }: Scene,
  name: string,
  options?: { mail?: boolean },
): Promise<string> {
  const uid = `${name}-${stage.run}`;
  await directory.hires(uid, options);
  await stage.cloud.user(uid);
  return uid;
}

const joinsAndLeaves = async (scene: Scene): Promise<void> => {
  const { stage, directory } = scene;
  const fay = await hire(scene, 'fay');
  await directory.puts(fay, 'sales');
  await believed(stage, 'sales');
  await gets(stage, fay);
  const desktop = await desktopOf(stage, fay);
  must('the desktop is known as the group’s', desktop?.tags.DirectoryGroup, 'sales');
  must('and as managed', desktop?.tags.Automation, 'Managed');
  await directory.takes(fay, 'sales');
  const { left } = await believed(stage, 'sales');
  must('one left', left, 1);
  await loses(stage, fay);
  must('the desktop is gone', await desktopOf(stage, fay), undefined);
  await directory.puts(fay, 'sales');
  const { returned } = await believed(stage, 'sales');
  must('one came back', returned, 1);
  await gets(stage, fay, 2);
};

const isLeftOut = async (scene: Scene): Promise<void> => {
  const { stage, directory } = scene;
  const nomail = await hire(scene, 'nomail', { mail: false });
  const locked = await hire(scene, 'locked');
  await directory.puts(nomail, 'sales');
  await directory.puts(locked, 'sales');
  const { leftOut } = await believed(stage, 'sales');
  must('one has no mail address', leftOut.withoutMail, 1);
  await gets(stage, locked);
  await directory.locks(locked);
  await believed(stage, 'sales');
  await loses(stage, locked);
  must('nobody made a desktop for who has no mail address', await desktopOf(stage, nomail), undefined);
};

const isRenamed = async (scene: Scene): Promise<void> => {
  const { stage, directory } = scene;
  const before = await hire(scene, 'nell');
  await directory.puts(before, 'sales');
  await believed(stage, 'sales');
  await gets(stage, before);
  const desktop = await desktopOf(stage, before);
  const after = `nelly-${stage.run}`;
  await stage.cloud.user(after);
  await directory.renames(before, after);
  const { renamed, left } = await believed(stage, 'sales');
  must('it is told of', renamed.find(({ from }) => from === before)?.to, after);
  must('nobody left', left, 0);
  must('the desktop stands', (await desktopOf(stage, before))?.workspaceId, desktop?.workspaceId);
};

const isInTwoGroups = async (scene: Scene): Promise<void> => {
  const { stage, directory } = scene;
  const zoe = await hire(scene, 'zoe');
  await directory.puts(zoe, 'support');
  await believed(stage, 'support');
  await gets(stage, zoe);
  // `nested` has the members of both other groups.
  const { members } = await believed(stage, 'nested');
  must('members of member groups count', members >= 3, true);
  await directory.takes(zoe, 'support');
  await directory.puts(zoe, 'sales');
  await believed(stage, 'sales');
  await believed(stage, 'support');
  await believed(stage, 'nested');
  must('another group wants the desktop still', (await desktopOf(stage, zoe)) !== undefined, true);
  await eventually(
    'its desktop is known as the other group’s',
    async () => ((await desktopOf(stage, zoe))?.tags.DirectoryGroup === 'sales' ? true : undefined),
    { withinMs: patient, evidence: async () => JSON.stringify(await desktopOf(stage, zoe)) },
  );
};

/** Only on a stack with a directory: `scripts/local up --directory`. */
export const groups = (local: LocalDirectory, dir: string): readonly Story[] =>
  inTurn(
    {
      'a member who joins gets a desktop, loses it by leaving, and gets another one by coming back':
        joinsAndLeaves,
      'who has no mail address gets none, and a disabled account loses it': isLeftOut,
      'a login that is renamed destroys nothing, and is told of': isRenamed,
      'a user in two groups keeps the desktop as long as one of them wants it': isInTwoGroups,
      ...refusedReads,
    },
    { local, dir },
  );
