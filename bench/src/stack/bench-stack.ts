import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  down,
  Interrupted,
  progress,
  type StackEnvironment,
  type UpOptions,
  untilAskedToEnd,
  up,
} from '@cleandesk/launcher';
import type { Told } from '../suite.ts';

/** How many times as fast as on AWS all that takes time goes: a minute is a second, so that things are looked at as often as there. */
export const speed = 60;

/** The local stack as a benchmark needs it: times of AWS, divided by the speed; and calls that its throttle lets through as often. */
const settings = {
  graceSeconds: 600 / speed,
  speed,
  callsPerSecond: 2 * speed,
} as const satisfies Partial<UpOptions>;

export const graceSeconds: number = settings.graceSeconds;

/** Does something on a stack of its own, which is gone afterwards with all that it started, also when somebody ends it half way. */
export async function onStack<T>(told: Told, use: (stack: StackEnvironment) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'cleandesk-bench-'));
  const asked = untilAskedToEnd(() => told('the stack is taken down'));
  const ended = new Promise<never>((_, reject) => {
    asked.addEventListener('abort', () => reject(new Interrupted()));
  });
  // Nobody waits for it before the stack is up: `up` tells by itself that it was ended.
  ended.catch(() => undefined);
  try {
    const stack = await up(
      { dir, basePort: 0, cloudPort: 0, ...settings },
      progress((line) => told(line.trim())),
      asked,
    );
    return await Promise.race([use(stack), ended]);
  } finally {
    await down({ dir });
    rmSync(dir, { recursive: true, force: true });
  }
}

/** While desktops are made that only have to be there. */
export const speedUp = (stack: StackEnvironment): Promise<void> => setSpeed(stack, 20 * speed);
export const slowDown = (stack: StackEnvironment): Promise<void> => setSpeed(stack, speed);

async function setSpeed({ cloudUrl }: StackEnvironment, times: number): Promise<void> {
  const answer = await fetch(`${cloudUrl}/_control/clock`, {
    method: 'POST',
    body: JSON.stringify({ speed: times }),
  });
  if (!answer.ok) throw new Error(`The desktop cloud's clock said ${answer.status}`);
}
