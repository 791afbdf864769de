import { randomUUID } from 'node:crypto';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import {
  type DetailOf,
  directorySyncCompletedV1,
  directorySyncRefusedV1,
  directorySyncRequestedV1,
  seatProvisionedV1,
  seatRemovedV1,
} from '@cleandesk/contracts';
import { type LocalDirectory, silenceDirectory } from '@cleandesk/launcher';
import { eventually } from '@cleandesk/testkit';
import { EndedOtherwise } from '../people/expectations.ts';
import { patient } from '../people/person.ts';
import { type Directory, directoryOf } from '../stack/directory.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

type Completed = DetailOf<typeof directorySyncCompletedV1>;
type Refused = DetailOf<typeof directorySyncRefusedV1>;
type Override = DetailOf<typeof directorySyncRequestedV1>['override'];

/** Somebody asks for a group to be read now, and waits for what comes of it. */
async function reads(stage: Stage, group: string, override?: Override): Promise<Completed | Refused> {
  const [before, refusedBefore] = [
    stage.bus.all(directorySyncCompletedV1, (one) => one.group === group).length,
    stage.bus.all(directorySyncRefusedV1, (one) => one.group === group && one.seat === undefined).length,
  ];
  const requestId = `r-${randomUUID()}`;
  await stage.say(directorySyncRequestedV1, {
    group,
    requestId,
    requestedBy: 'a story',
    ...(override === undefined ? {} : { override }),
  });
  stage.tell(undefined, `asks for ${group} to be read`);
  return eventually(
    `${group} is read, or refused`,
    () =>
      stage.bus.all(directorySyncCompletedV1, (one) => one.group === group)[before] ??
      stage.bus.all(directorySyncRefusedV1, (one) => one.group === group && one.seat === undefined)[
        refusedBefore
      ],
    { withinMs: patient },
  );
}

async function believed(stage: Stage, group: string, override?: Override): Promise<Completed> {
  const outcome = await reads(stage, group, override);
  if ('reason' in outcome) throw new EndedOtherwise(`${group} was refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** It was refused for this, and the function's log says so. */
async function refusedFor(stage: Stage, group: string, reason: Refused['reason']): Promise<void> {
  const since = Date.now();
  const outcome = await reads(stage, group);
  must(`${group} is refused for ${reason}`, 'reason' in outcome ? outcome.reason : outcome, reason);
  await eventually(
    `the log says that ${group} was refused for ${reason}`,
    async () =>
      (await stage.logsOf('directory-sync', since - 1000)).find(
        ({ message }) => message.includes('was not synchronised') && message.includes(reason),
      ),
    { withinMs: patient },
  );
}

function must(what: string, seen: unknown, expected: unknown): void {
  if (seen !== expected)
    throw new EndedOtherwise(
      `${what}\nexpected: ${JSON.stringify(expected)}\nseen:     ${JSON.stringify(seen)}`,
    );
}

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

type Scene = { stage: Stage; directory: Directory; dir: string; local: LocalDirectory };

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
};

const isNotBelieved = async ({ stage, directory, dir, local }: Scene): Promise<void> => {
  const standing = (await stage.cloud.desktops()).filter(({ tags }) => tags.DirectoryGroup !== undefined);
  await directory.setsPassword('another one');
  await refusedFor(stage, 'support', 'BindFailed');
  // The secret is rotated after it: the next read takes the new one.
  const SecretId = `${stage.outputs.event_bus_name}/ldap`;
  const secret = (password: string) =>
    stage.clients.secrets.send(
      new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify({ password }) }),
    );
  await secret('another one');
  await believed(stage, 'support');
  await directory.setsPassword(local.reader.password);
  await secret(local.reader.password);
  await silenceDirectory({ dir }, () => refusedFor(stage, 'support', 'ServerUnreachable'));
  await believed(stage, 'support');
  await directory.removes('support');
  await refusedFor(stage, 'support', 'GroupNotFound');
  const now = await stage.cloud.desktops();
  const lost = standing.filter(
    ({ workspaceId }) =>
      now.find((one) => one.workspaceId === workspaceId)?.state.startsWith('TERMINAT') ?? true,
  );
  must('nobody lost a desktop by a read that was refused', lost.length, 0);
};

/** They share the directory, its password and its groups: one after the other. */
function inTurn(
  acts: Readonly<Record<string, (scene: Scene) => Promise<void>>>,
  open: (stage: Stage) => Scene,
) {
  let turn: Promise<unknown> = Promise.resolve();
  return Object.entries(acts).map(
    ([title, act]): Story => ({
      title,
      play(stage) {
        const mine = turn.then(() => act(open(stage)));
        // Whoever comes next does not care how this one ended.
        turn = mine.catch(() => undefined);
        return mine;
      },
    }),
  );
}

/** Only on a stack with a directory: `scripts/local up --directory`. */
export const groups = (local: LocalDirectory, dir: string): readonly Story[] =>
  inTurn(
    {
      'a member who joins gets a desktop, loses it by leaving, and gets another one by coming back':
        joinsAndLeaves,
      'who has no mail address gets none, and a disabled account loses it': isLeftOut,
      'a login that is renamed destroys nothing, and is told of': isRenamed,
      'a user in two groups keeps the desktop as long as one of them wants it': isInTwoGroups,
      'a wrong password, a silent server and a group that is gone change nothing; a rotated secret counts':
        isNotBelieved,
    },
    (stage) => ({ stage, dir, local, directory: directoryOf(local) }),
  );
