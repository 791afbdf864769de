import { seatProvisionedV1 } from '@cleandesk/contracts';
import { type LocalDirectory, moveDirectory } from '@cleandesk/launcher';
import { eventually } from '@cleandesk/testkit';
import type { Call } from '../stack/cloud-state.ts';
import { startRelay } from '../stack/relay.ts';
import type { Stage } from '../stack/stage.ts';
import { believed, inTurn, must, type Scene } from './group-reads.ts';
import { changesNothing } from './refused-reads.ts';
import type { Story } from './story.ts';

const crowd = 1000;
/** Items of one call (botocore model of `workspaces`, `WorkspaceRequestList`). */
const perCall = 25;
/** ms. All of them took one and a half minutes on two cores, and with a portal and much else beside them seven. */
const patient = 480_000;
/** Calls for each full one: two runs of the function share the queue, and the last messages come as they come. */
const looseness = 1.5;

async function joinsAtOnce({ stage, directory }: Scene): Promise<void> {
  // Who is in it already is no matter of this story.
  await believed(stage, 'support');
  const uids = Array.from({ length: crowd }, (_, index) => `crowd-${index + 1}-${stage.run}`);
  await directory.hiresInto('support', uids);
  for (let at = 0; at < crowd; at += 50)
    await Promise.all(uids.slice(at, at + 50).map((uid) => stage.cloud.user(uid)));
  const { total: callsBefore } = await stage.cloud.callsAfter(Number.MAX_SAFE_INTEGER);
  const begunAt = Date.now();
  const { joined } = await believed(stage, 'support');
  const readMs = Date.now() - begunAt;
  must('all of them joined', joined, crowd);
  const isOfCrowd = new Set(uids);
  const provided = () =>
    new Set(
      stage.bus
        .all(seatProvisionedV1, ({ seat }) => isOfCrowd.has(seat.userName))
        .map(({ seat }) => seat.userName),
    ).size;
  await eventually('all of them have a desktop', () => provided() === crowd || undefined, {
    withinMs: patient,
    everyMs: 1000,
    evidence: () => `${provided()} of ${crowd} have one.`,
  });
  const doneMs = Date.now() - begunAt;
  const { items: calls, missed } = await stage.cloud.callsAfter(callsBefore);
  must('calls of which nobody knows', missed, 0);
  const creates = calls.filter(({ operation }) => operation === 'CreateWorkspaces');
  console.log(
    `${crowd} joiners: read after ${seconds(readMs)}, all desktops ready after ${seconds(doneMs)}; ${figuresOf(calls)}`,
  );
  await haveOneEach(stage, isOfCrowd);
  const asked = creates
    .flatMap(({ request }) => request.UserName ?? [])
    .filter((name) => isOfCrowd.has(name));
  must('desktops that were asked for', asked.length, crowd);
  const most = Math.ceil((crowd / perCall) * looseness);
  must(`creates go ${perCall} a call: at most ${most} calls`, creates.length <= most, true);
}

/** Each of them has one desktop and no other, and it is known as the group's. */
async function haveOneEach(stage: Stage, users: ReadonlySet<string>): Promise<void> {
  const theirs = (await stage.cloud.state()).desktops.filter(({ userName }) => users.has(userName));
  must('desktops of the crowd, also those that are gone', theirs.length, users.size);
  must('users who have one', new Set(theirs.map(({ userName }) => userName)).size, users.size);
  const wrong = theirs.filter(
    ({ state, tags }) =>
      state !== 'AVAILABLE' ||
      tags.DirectoryGroup !== 'support' ||
      tags.Automation !== 'Managed' ||
      tags.Cleandesk !== 'rebuild',
  );
  must(
    'desktops that are not ready, or not tagged as the group’s',
    wrong.map(({ userName }) => userName).join(),
    '',
  );
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Calls by operation, most first, as `40 CreateWorkspaces`. */
function figuresOf(calls: readonly Call[]): string {
  const counts = [...Map.groupBy(calls, ({ operation }) => operation)].map(([operation, { length }]) => ({
    operation,
    length,
  }));
  return counts
    .toSorted((a, b) => b.length - a.length)
    .map(({ operation, length }) => `${length} ${operation}`)
    .join(', ');
}

/** The server goes when it has given half of the members: they are no group. */
async function endsInTheMiddle({ stage, dir }: Scene): Promise<void> {
  const { members } = await moveDirectory({ dir }, async ({ usualPort, port, kill }) => {
    const relay = await startRelay({ port: usualPort, to: port });
    try {
      const whole = await believed(stage, 'support');
      const said = relay.said();
      let isKilled = false;
      relay.onceSaid(said * 1.5, () => {
        isKilled = true;
        kill();
      });
      await changesNothing(stage, 'support', 'ReadIncomplete');
      must('the server was ended amid the read', isKilled, true);
      console.log(
        `A server that was ended after ${Math.round((relay.said() - said) / 1024)} of ${Math.round(said / 1024)} kB of ${whole.members} members: refused.`,
      );
      return whole;
    } finally {
      await relay.close();
    }
  });
  const after = await believed(stage, 'support');
  must('the next read sees everybody', after.members, members);
  must('nobody left by it', after.left, 0);
}

/** By themselves: a crowd takes all calls that there are. Only on a stack with a directory. */
export const crowds = (local: LocalDirectory, dir: string): readonly Story[] =>
  inTurn(
    {
      'a thousand who join at once have one desktop each, asked for 25 a call': joinsAtOnce,
      'a server that ends in the middle of a read changes nothing, and the next read is complete':
        endsInTheMiddle,
    },
    { local, dir },
  );
