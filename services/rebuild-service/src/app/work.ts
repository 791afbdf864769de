import pMap from 'p-map';
import type { Question } from '../domain/actions.ts';
import { isCall } from '../domain/actions.ts';
import { groupsOf, performCalls } from './calls.ts';
import { type Desk, settle } from './desk.ts';
import { performNotes } from './notes.ts';
import { answer, OutOfTime } from './questions.ts';
import type { RunTools } from './world.ts';

/** Decide, act, decide on what came of it: no story needs more rounds than this within one run. */
const rounds = 12;
/** Desktops in one call of WorkSpaces (botocore model of `workspaces`, `WorkspaceIdList`), and so in one look. */
const atOnce = 25;
/**
 * Seats that are committed at the same time: while a run commits it calls nobody, and of the account's two calls a second
 * those that pass meanwhile are lost. Not more, for those that take of one budget collide in its item, and try again.
 */
const commitsAtOnce = 8;

type Time = {
  /** Whether there is time left to begin a further call or round. */
  timeLeft: () => boolean;
  /** Whether there is time left to ask another question, and to decide on its answer. */
  timeToAsk: () => boolean;
};

/** What each of these seats asks of AWS. */
type Asked = ReadonlyMap<Desk, readonly Question[]>;

/**
 * Decides on all that was heard, and does what follows from it.
 *
 * First everything that takes no call of WorkSpaces: of that there are two a second. Then group by group, as many as one
 * look shows: each from its look to its calls, before the next one begins. A hundred at once would be asked for their
 * snapshots or tags for a minute, and the look that this began with would be good for none of the calls it was made for.
 */
export async function work(all: readonly Desk[], tools: RunTools, time: Time): Promise<void> {
  const asking = await withoutCalls(all, tools, time);
  for (const group of groupsOf([...asking.keys()], atOnce)) {
    if (time.timeLeft()) await withCalls(group, asking, tools, time);
    else for (const desk of group) desk.failure ??= new OutOfTime();
  }
}

/** @returns the seats that have to ask or call AWS, with what they ask; those that were heard of before those due by the clock. */
async function withoutCalls(all: readonly Desk[], tools: RunTools, { timeLeft }: Time): Promise<Asked> {
  const asking = new Map<Desk, readonly Question[]>();
  for (let round = 0; round < rounds && timeLeft(); round += 1) {
    const active = all.filter((desk) => isActive(desk) && !asking.has(desk));
    if (active.length === 0) break;
    const asked = await decideOn(active, tools);
    await performNotes(active.filter(isAble), tools);
    for (const [desk, questions] of asked)
      if (isAble(desk) && (questions.length > 0 || hasCalls(desk))) asking.set(desk, questions);
  }
  const heard = ([{ messages }]: [Desk, readonly Question[]]) => (messages.size > 0 ? 0 : 1);
  return new Map([...asking].sort((a, b) => heard(a) - heard(b)));
}

async function withCalls(
  group: readonly Desk[],
  first: Asked,
  tools: RunTools,
  { timeLeft, timeToAsk }: Time,
): Promise<void> {
  const { safeguards, context } = tools;
  let asked: Asked = new Map(group.map((desk) => [desk, first.get(desk) ?? []]));
  for (let round = 0; round < rounds && timeLeft(); round += 1) {
    await answer(new Map([...asked].filter(([desk]) => isAble(desk))), tools.fleet, timeToAsk);
    await performCalls(group.filter(isAble), {
      ...tools,
      timeLeft,
      timeToAsk,
      context: async () => {
        await safeguards.refresh();
        return context();
      },
    });
    const active = group.filter(isActive);
    if (active.length === 0) return;
    asked = await decideOn(active, tools);
    await performNotes(active.filter(isAble), tools);
  }
  await store(group.filter(isActive), tools);
}

/** There is no time to go on. What was learnt and done is stored all the same: else it would be learnt and told once more. */
async function store(desks: readonly Desk[], tools: RunTools): Promise<void> {
  const asked = await decideOn(
    desks.filter(({ queue }) => queue.length > 0),
    tools,
  );
  for (const [desk, questions] of asked) if (questions.length > 0) desk.failure ??= new OutOfTime();
}

async function decideOn(desks: readonly Desk[], tools: RunTools): Promise<Asked> {
  const settled = await pMap(desks, (desk) => settledOr(desk, tools), { concurrency: commitsAtOnce });
  return new Map(settled.flat());
}

async function settledOr(desk: Desk, tools: RunTools): Promise<[Desk, readonly Question[]][]> {
  try {
    return [[desk, await settle(desk, tools)]];
  } catch (error) {
    desk.failure ??= error;
    return [];
  }
}

const isAble = (desk: Desk): boolean => desk.failure === undefined;
const isActive = (desk: Desk): boolean => isAble(desk) && (desk.queue.length > 0 || desk.mine.size > 0);
const hasCalls = ({ seat, mine }: Desk): boolean =>
  seat.pending.some((action) => isCall(action) && mine.has(action.id));
