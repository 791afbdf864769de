import pMap from 'p-map';
import { type Decided, decide, isRefusal, type Refusal } from '../domain/decide.ts';
import type { Group } from '../domain/group.ts';
import type { GroupRead, ReadFault } from '../domain/read.ts';
import { dueAgain, hourOf, type KeyedClaim, repeatedIn } from '../domain/saying.ts';
import { DirectoryFault, type Run } from '../ports.ts';
import { said } from './claims.ts';
import { completed, refused } from './news.ts';
import type { Override, Sync } from './occasion.ts';
import type { World } from './world.ts';

/** Changes that are committed and said together. */
const chunkSize = 50;
/** Chunks under way at once. */
const atOnce = 6;

/** A run of this group is under way, and somebody waits for one of their own: the queue asks again. */
export class InHand extends Error {
  override readonly name = 'InHand';
  constructor() {
    super('A run of this group is under way');
  }
}

/** Reads a group, and says what follows from it. A read that is refused changes nothing. */
export async function sync(occasion: Sync, world: World): Promise<void> {
  const { groups, notebook, clock, journal, leaseMs } = world;
  const group = (await groups.all()).find(({ name }) => name === occasion.group);
  if (group === undefined) {
    journal.warn('A group that is not configured was to be read', { group: occasion.group });
    return;
  }
  const requestId = occasion.type === 'Requested' ? occasion.requestId : undefined;
  const now = clock.now();
  const run = await notebook.begin(group.name, { now, until: now + leaseMs }, requestId);
  if (run === 'answered') return;
  if (run === 'another') {
    // What came due is made up for when it comes due again; what a person asked for is not.
    if (requestId !== undefined) throw new InHand();
    journal.info('A run of this group is under way', { group: group.name });
    return;
  }
  const override = occasion.type === 'Requested' ? occasion.override : undefined;
  try {
    await conduct(group, run, { override, requestId }, world);
  } catch (error) {
    await notebook.abandon(run);
    throw error;
  }
}

type Asked = { override: Override | undefined; requestId: string | undefined };

async function conduct(group: Group, run: Run, asked: Asked, world: World): Promise<void> {
  const { notebook, clock } = world;
  const { memory, revision } = run;
  const answered = asked.requestId === undefined ? {} : { answered: asked.requestId };
  const outcome = await readAndDecide(group, run, asked, world);
  if (!('read' in outcome)) {
    const times = memory.refused?.reason === outcome.reason ? memory.refused.times + 1 : 1;
    await refused(group, outcome, { times, readAt: memory.readAt }, world);
    if (!group.dryRun) {
      const repeated = repeatedIn(memory, clock.now());
      const evidence = evidenceOf(group, memory.readAt ?? 0);
      await inPieces(repeated, (piece) => say(group, piece, evidence, world));
    }
    return notebook.end(run, {
      refused: { reason: outcome.reason, times },
      repeatedHour: hourOf(clock.now()),
      ...answered,
    });
  }
  const { read, decided } = outcome;
  const about = { evidence: evidenceOf(group, read.at), read };
  if (!group.dryRun) await carryOut(group, run, decided, about, world);
  await completed(group, { decided, memory, override: asked.override, ...about }, world);
  // A rehearsal leaves nothing behind.
  const saidThrough = group.dryRun ? memory.saidThrough : revision;
  await notebook.end(run, {
    readAt: read.at,
    saidThrough,
    repeatedHour: hourOf(clock.now()),
    ...answered,
  });
}

const evidenceOf = (group: Group, readAt: number): string =>
  `${group.name}@${new Date(readAt).toISOString()}`;

type Outcome =
  | { read: GroupRead; decided: Decided }
  | { reason: Refusal['reason'] | ReadFault; explanation: string };

async function readAndDecide(
  group: Group,
  { memory, revision }: Run,
  { override, requestId }: Asked,
  world: World,
): Promise<Outcome> {
  const { directory, secrets, clock } = world;
  try {
    const read = await directory.read(group.source, await secrets.password(group.secret));
    const passes = new Set(override?.guards ?? []);
    const isAsked = requestId !== undefined;
    const decided = decide({ group, read, memory, now: clock.now(), revision, passes, isAsked });
    return isRefusal(decided) ? decided : { read, decided };
  } catch (error) {
    if (!(error instanceof DirectoryFault)) throw error;
    return { reason: error.reason, explanation: error.message };
  }
}

/** Commits and says, chunk by chunk: what was committed and not said is said by the next run. */
async function carryOut(
  group: Group,
  run: Run,
  { changes }: Decided,
  { evidence }: { evidence: string },
  world: World,
): Promise<void> {
  await inPieces(changes, async (piece) => {
    await world.notebook.commit(run, piece);
    const spoken = piece.filter(({ why }) => why !== 'quiet');
    const claims = spoken.map(({ key, claim }) => [key, claim] as const);
    await say(group, claims, evidence, world);
  });
  const due = dueAgain(run.memory, changes, world.clock.now());
  await inPieces(due, (piece) => say(group, piece, evidence, world));
}

async function say(
  group: Group,
  claims: readonly KeyedClaim[],
  evidence: string,
  world: World,
): Promise<void> {
  const deciders = await decidersOf(group, claims, world);
  await world.bus.publish(
    claims.map(([key, claim]) => said(group, claim, { evidence, decidedBy: deciders.get(key) })),
  );
}

/** By login in lower case: the group that comes first in the owner's list, where it is not this one. */
async function decidersOf(
  group: Group,
  claims: readonly KeyedClaim[],
  { groups, notebook }: World,
): Promise<ReadonlyMap<string, string>> {
  const earlier = (await groups.all())
    .filter(
      ({ directoryId, precedence }) => directoryId === group.directoryId && precedence < group.precedence,
    )
    .map(({ name }) => name);
  const keys = claims.filter(([, { said: word }]) => word === 'wanted').map(([key]) => key);
  if (earlier.length === 0 || keys.length === 0) return new Map();
  const wanting = await notebook.wantedBy(earlier, keys);
  return new Map(
    [...wanting].flatMap(([key, names]) => {
      const first = earlier.find((name) => names.includes(name));
      return first === undefined ? [] : [[key, first] as const];
    }),
  );
}

async function inPieces<T>(all: readonly T[], handle: (piece: readonly T[]) => Promise<void>): Promise<void> {
  const pieces = Array.from({ length: Math.ceil(all.length / chunkSize) }, (_, index) =>
    all.slice(index * chunkSize, (index + 1) * chunkSize),
  );
  await pMap(pieces, handle, { concurrency: atOnce });
}
