import { type Progress, progress, StackRefused } from '@cleandesk/launcher';
import { openStage, type Stage } from '../stack/stage.ts';
import { findGround, type Ground, leaveGround, ownFolder, type Times } from './ground.ts';
import { guestOf } from './guests.ts';
import { membersOf } from './members.ts';
import { type Line, narrate } from './narrator.ts';
import { type Paper, paper } from './paper.ts';
import { cast, type Ending, play } from './play.ts';

export type DemoOptions = Partial<Times> & {
  json: boolean;
  keep: boolean;
  isColourful: boolean;
  /** Ends the demo early: what was started is taken down all the same. */
  signal: AbortSignal;
};

/** All that a demo showed: the document of `--json`. */
export type Document = {
  ok: boolean;
  /** What ended it before its end. */
  error?: string;
  /** How long each part took, in seconds. */
  seconds: Record<string, number>;
  stack:
    | { dir: string; aws: string; desktops: string; graceSeconds: number; speed: number; kept: boolean }
    | undefined;
  timeline: { seconds: number; user: string; what: string }[];
  desktops: Ending[];
};

/** The whole demo: a stack, its users, what became of them. Prints as it goes unless it is asked for JSON. */
export async function perform(options: DemoOptions, print: (text: string) => void): Promise<Document> {
  const out = options.json ? paper(() => undefined, false) : paper(print, options.isColourful);
  const dir = ownFolder();
  const watch = stopwatch();
  const document: Document = {
    ok: false,
    seconds: watch.seconds,
    stack: undefined,
    timeline: [],
    desktops: [],
  };
  let keep = false;
  try {
    out.heading('Setting up');
    const ground = await watch.time('setup', () =>
      findGround(timesOf(options), dir, progressOn(out), options.signal),
    );
    keep = ground.isOurs && options.keep;
    document.stack = stackOf(ground, keep || !ground.isOurs);
    options.signal.throwIfAborted();
    document.desktops = await watch.time('story', () => tell(ground, document, out, options.signal));
    document.ok = document.desktops.every(({ ok }) => ok);
    conclude(document, out);
    if (keep) lookAround(ground, out);
  } catch (error) {
    keep = false;
    document.error = options.signal.aborted ? 'interrupted' : messageOf(error);
    out.note(document.error);
  } finally {
    if (!keep) await watch.time('takedown', () => leaveGround(dir));
  }
  return document;
}

async function tell(ground: Ground, document: Document, out: Paper, signal: AbortSignal): Promise<Ending[]> {
  const begunAt = Date.now();
  const show = (line: Line): void => {
    document.timeline.push({ seconds: (line.at - begunAt) / 1000, user: line.user, what: line.what });
    out.line(line, begunAt);
  };
  const stage = await openStage(ground.stack, ground.graceSeconds, ({ at, userName, what }) =>
    show({ at, user: userName ?? 'admin', what, tone: 'person' }),
  );
  try {
    const { directory, portal } = ground.stack;
    const users = 5 + (directory === undefined ? 0 : 2) + (portal === undefined ? 0 : 1);
    out.heading(
      `${users} users and their desktops (who leaves has ${ground.graceSeconds} s to come back; desktops change ${ground.speed} times as fast as on AWS)`,
    );
    return await unlessAborted(signal, () => story(stage, ground, show));
  } finally {
    await stage.close();
  }
}

/** Who has a desktop at first, and beside them who gets one: by a group, where there is a directory; in the portal, where there is one. */
async function story(stage: Stage, { stack }: Ground, show: (line: Line) => void): Promise<Ending[]> {
  const members = stack.directory === undefined ? undefined : membersOf(stage, stack.directory);
  const { portal } = stack;
  const guest = portal === undefined ? undefined : guestOf(stage, { ...stack, portal });
  const provided = Promise.all([members?.play() ?? [], guest?.play() ?? []]);
  const parts = await cast(stage);
  // Of all at once: what has happened so far is told in the order in which it did.
  narrate(
    stage,
    [...parts.map(([, person]) => person), ...(members?.people ?? []), ...(guest?.people ?? [])],
    show,
  );
  return [...(await play(stage, parts)), ...(await provided).flat()];
}

function conclude({ desktops, seconds }: Document, out: Paper): void {
  out.heading('What became of the desktops');
  out.endings(desktops);
  for (const { problem } of desktops) if (problem !== undefined) out.note(`\n${problem}`);
  out.note(`\nSet up in ${seconds.setup} s, played in ${seconds.story} s.`);
}

function lookAround({ dir, stack }: Ground, out: Paper): void {
  out.heading('The stack is kept');
  out.note(
    [
      `Desktops, sessions, every call:  curl ${stack.cloudUrl}/_control/state`,
      `AWS CLI and boto3:               eval "$(./scripts/local env --dir ${dir})"`,
      `What the functions say:          ./scripts/local logs --dir ${dir}`,
      `Take it down:                    ./scripts/local down --dir ${dir}`,
    ].join('\n'),
  );
}

const progressOn = (out: Paper): Progress => progress((line) => out.note(line));

const timesOf = ({ graceSeconds, speed }: DemoOptions): Partial<Times> => ({
  ...(graceSeconds === undefined ? {} : { graceSeconds }),
  ...(speed === undefined ? {} : { speed }),
});

const stackOf = ({ dir, stack, graceSeconds, speed }: Ground, kept: boolean) => ({
  dir,
  aws: stack.baseUrl,
  desktops: stack.cloudUrl,
  graceSeconds,
  speed,
  kept,
});

const messageOf = (error: unknown): string =>
  error instanceof StackRefused
    ? [error.message, ...error.tail].join('\n')
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);

function stopwatch() {
  const seconds: Record<string, number> = {};
  return {
    seconds,
    async time<T>(what: string, work: () => Promise<T>): Promise<T> {
      const begun = performance.now();
      try {
        return await work();
      } finally {
        seconds[what] = Math.round((performance.now() - begun) / 100) / 10;
      }
    },
  };
}

/** Rejects as soon as somebody ends the demo; what runs is left to itself, and its stack goes. */
function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return Promise.race([
    work(),
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('interrupted')), { once: true });
    }),
  ]);
}
