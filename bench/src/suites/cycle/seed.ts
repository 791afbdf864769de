import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { functionLogs, type StackEnvironment } from '@cleandesk/launcher';
import { eventually } from '@cleandesk/testkit';
import { enters, type Person } from '../../../../e2e/src/people/person.ts';
import type { Stage } from '../../../../e2e/src/stack/stage.ts';
import { seedsPython } from '../../seeds-python.ts';
import type { Told } from '../../suite.ts';
import { type Spent, seedsSide, spentOn } from './window.ts';

/**
 * How many times faster than in its text the seed's function sleeps. Half as fast as the desktop cloud: after 4 minutes AWS has not
 * let go of a desktop, by its own "approximately 5 minutes" to terminate one, so that at the same speed its create is refused.
 */
export const timesFaster = 30;

/** s that a user works before leaving: a login that is nearer to the alarm would count as a return. */
const sessionSeconds = 15;
/** s that its function sleeps, by its text. */
const sleepsSeconds = 14 * 60;
const rebuilds = 'Workspace_Term_Rebuild';
const patienceMs = 120_000;
const attempts = 3;

/** Its functions on the stack, with the times of the stack. */
export async function deploySeed({ variables }: StackEnvironment): Promise<void> {
  const { python, packages, folder } = await seedsPython();
  await promisify(execFile)(python, [join(folder, 'deploy.py'), 'cycle'], {
    env: {
      ...variables,
      AWS_DEFAULT_REGION: variables.AWS_REGION ?? '',
      PATH: process.env.PATH,
      PYTHONPATH: packages,
      PYTHONDONTWRITEBYTECODE: '1',
      TIMES_FASTER: String(timesFaster),
      ALARM_PERIOD_SECONDS: '10',
    },
  });
}

/** Users with desktops that only the seed's functions manage. One create each: of a larger one it sees the first desktop. */
export async function settleInWithSeed({ stage }: { stage: Stage }, desktops: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let number = 0; number < desktops; number += 1)
    people.push(await enters(stage, { name: `seed${number}` }));
  for (const person of people)
    await person.eventually(`${person.userName} has the seed's alarm`, () => person.alarm());
  return people;
}

/**
 * All of them come, leave and do not come back, until they have another desktop and it has its alarm. The emulator loses an
 * invocation now and then, and what was lost would be missing in the figures: then once more.
 */
export async function seedsCycles(
  ground: { stage: Stage; stack: StackEnvironment },
  people: readonly Person[],
  told: Told,
  asked: AbortSignal,
): Promise<Spent> {
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await seedsRound(ground, people);
    } catch (error) {
      if (left === 0 || asked.aborted) throw error;
      told(`once more: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
}

function seedsRound(
  ground: { stage: Stage; stack: StackEnvironment },
  people: readonly Person[],
): Promise<Spent> {
  const since = Date.now();
  const said = async (what: string): Promise<number> => {
    const lines = await functionLogs(ground.stack.baseUrl, since, 'Workspace_');
    return lines.filter(({ message }) => message.includes(what)).length;
  };
  return spentOn(
    ground,
    seedsSide,
    people.length,
    async () => {
      await Promise.all(
        people.map(async (person) => {
          await person.arrives();
          await pause(sessionSeconds * 1000);
          await person.leaves();
        }),
      );
      const patience = {
        withinMs: patienceMs,
        evidence: async () =>
          (await functionLogs(ground.stack.baseUrl, since, 'Workspace_'))
            .map(({ message }) => message)
            .join('\n'),
      };
      for (const what of ['takes its place', 'made the alarm of', 'took away the alarm of'])
        await eventually(
          `the seed says ${people.length} times "${what}"`,
          async () => (await said(what)) >= people.length || undefined,
          patience,
        );
    },
    {
      // It is billed for all the time that it sleeps.
      billed: ({ functionName, billedMs }) =>
        functionName === rebuilds
          ? billedMs + (sleepsSeconds - sleepsSeconds / timesFaster) * 1000
          : billedMs,
    },
  );
}
