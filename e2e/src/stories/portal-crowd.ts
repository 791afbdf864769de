import { setTimeout as pause } from 'node:timers/promises';
import { seatProvisionedV1, seatWantedV1 } from '@cleandesk/contracts';
import {
  functionProcesses,
  killFunction,
  type LocalPortal,
  type StackEnvironment,
} from '@cleandesk/launcher';
import { type Request, routes } from '@cleandesk/portal-api';
import { eventually } from '@cleandesk/testkit';
import { type Colleague, officeOf } from '../portal/office.ts';
import { type Mail, mailsOf } from '../stack/mails.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

const crowd = 200;
/** Calls at a time: the base emulator runs twelve functions, as an account of AWS runs a thousand. */
const atOnce = 10;
const patient = { withinMs: 420_000, everyMs: 1000 };

/** Each of these at most so many at a time: people do not all press the same button in the same millisecond. */
async function each<A, B>(all: readonly A[], atOnce: number, act: (one: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  const left = [...all.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      results[next[0]] = await act(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** Kills one function of the stack after the other, wherever it is, until told to stop. @returns how many */
async function killsUntil(stop: AbortSignal, dir: string): Promise<number> {
  let kills = 0;
  while (!stop.aborted) {
    const running = functionProcesses({ dir });
    const victim = running[Math.floor(Math.random() * running.length)];
    if (victim !== undefined && killFunction(victim)) kills += 1;
    // A cold start on a busy machine takes a second or two: who dies before it is over does nothing that could go wrong.
    await pause(2500);
  }
  return kills;
}

const both = ['approver', 'deputy'] as const;

type Count = { taken: number; refused: number };

/** Two decide it at the same moment, each of them twice. */
async function decideTwiceEach(
  approvers: readonly Colleague[],
  requestId: string,
  count: Count,
): Promise<void> {
  await Promise.all(
    [...approvers, ...approvers].map(async ({ api }) => {
      const answer = await api.send(routes.decide, {
        parameters: { requestId },
        body: { decision: 'approve' },
      });
      if (answer.status === 200) count.taken += 1;
      else if (answer.status === 409) count.refused += 1;
      else throw new Error(`a decision was answered ${answer.status}: ${await answer.text()}`);
    }),
  );
}

/** @returns what is wrong with what became of somebody's request; empty when nothing is */
async function wrongWith(
  stage: Stage,
  who: Colleague,
  request: Request,
  mails: readonly Mail[],
): Promise<string[]> {
  const wrong: string[] = [];
  const at = await who.api.ask(routes.request, { parameters: { requestId: request.requestId } });
  const isOf = (detail: { seat: { userName: string } }) => detail.seat.userName === who.name;
  const decided = at.history.filter(({ state }) => state === 'doing').length;
  if (at.state !== 'done') wrong.push(`it is ${at.state}`);
  if (decided !== 1) wrong.push(`it was decided ${decided} times`);
  const claims = new Set(
    stage.bus.all(seatWantedV1, isOf).map(({ claim }) => `${claim.source} ${claim.revision}`),
  );
  if (claims.size !== 1) wrong.push(`${claims.size} claims were said`);
  // Events come at least once: it is desktops that are counted.
  const made = new Set(stage.bus.all(seatProvisionedV1, isOf).map(({ workspaceId }) => workspaceId));
  if (made.size !== 1) wrong.push(`${made.size} desktops were provided`);
  const theirs = mails.filter(({ to }) => to.includes(who.mail));
  if (theirs.length > 1) wrong.push(`${theirs.length} mails to the requester`);
  for (const approver of both) {
    const asking = mails.filter(
      ({ to, subject }) =>
        to.includes(`${approver}@example.com`) && subject.startsWith(`Person ${who.name} `),
    );
    if (asking.length > 1) wrong.push(`${asking.length} mails to ${approver}`);
  }
  return wrong;
}

/** Many at once, decided twice each by two approvers; with `killed`, while the functions of the workflow die. */
function crowdStory(
  stack: StackEnvironment & { portal: LocalPortal },
  { size, killed }: { size: number; killed?: { stackDir: string } },
): Story['play'] {
  return async (stage) => {
    const office = officeOf(stage, stack);
    const name = killed === undefined ? 'many' : 'dying';
    const people = await each([...Array(size).keys()], 8, (n) => office.hires(`${name}${n}`));
    const stop = new AbortController();
    const killing = killed === undefined ? undefined : killsUntil(stop.signal, killed.stackDir);
    const approvers = await Promise.all(both.map((name) => office.staff(name)));
    const count: Count = { taken: 0, refused: 0 };
    const began = performance.now();
    const requests = await each(people, atOnce, async (who) => {
      const body = { kind: 'desktop', offerId: 'standard', reason: 'All of us start today.' };
      const request = await who.api.ask(routes.ask, { body });
      await decideTwiceEach(approvers, request.requestId, count);
      return request;
    });
    const decidedIn = performance.now() - began;
    await eventually(
      'everybody has a desktop',
      () =>
        people.every(
          ({ name: userName }) =>
            stage.bus.all(seatProvisionedV1, ({ seat }) => seat.userName === userName).length > 0,
        ) || undefined,
      patient,
    );
    stop.abort();
    const kills = (await killing) ?? 0;
    const wrong = async () => {
      const mails = await mailsOf(stack.baseUrl);
      const asked = people.flatMap((who, n) => requests.slice(n, n + 1).map((request) => ({ who, request })));
      const lines = await each(asked, atOnce, async ({ who, request }) =>
        (await wrongWith(stage, who, request, mails)).map((what) => `${who.name}: ${what}`),
      );
      return lines.flat();
    };
    await eventually(
      'every request is done, once',
      async () => ((await wrong()).length === 0 ? true : undefined),
      { ...patient, everyMs: 5000, evidence: async () => (await wrong()).join('\n') },
    );
    const made = (await stage.cloud.desktops()).filter(({ userName }) =>
      people.some((who) => who.name === userName),
    );
    if (made.length !== size) throw new Error(`${made.length} desktops for ${size} people`);
    const readyIn = performance.now() - began;
    const seconds = (ms: number) => (ms / 1000).toFixed(0);
    const verdicts = `${size * 4} verdicts in ${seconds(decidedIn)} s, ${count.taken} of them first or repeated, ${count.refused} too late`;
    const deaths = killed === undefined ? '' : `; functions were killed ${kills} times`;
    console.log(
      `${size} requests, ${verdicts}; each decided once, ${made.length} desktops, all is done after ${seconds(readyIn)} s${deaths}`,
    );
  };
}

export const portalCrowd = (stack: StackEnvironment & { portal: LocalPortal }): Story => ({
  title: `${crowd} ask at once, and two decide each of them twice: each is decided once, and one desktop is made`,
  play: crowdStory(stack, { size: crowd }),
});

export const portalDeaths = (stack: StackEnvironment & { portal: LocalPortal }, stackDir: string): Story => ({
  title: 'functions die again and again amid twelve requests: no second mail, no second desktop',
  play: crowdStory(stack, { size: 12, killed: { stackDir } }),
});
