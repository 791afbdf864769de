import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { down, progress, reset, type StackEnvironment, type UpOptions, up } from '@cleandesk/launcher';
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

/** Where the stack stands, once somebody has needed one. */
let standsIn: string | undefined;

/**
 * A stack as new. It stands until {@link endStack}: to deploy it takes a minute, and to make it as new two seconds.
 * @throws {Interrupted} when somebody ends it half way
 */
export async function stackAsNew(told: Told, asked: AbortSignal): Promise<StackEnvironment> {
  const steps = progress((line) => told(line.trim()));
  if (standsIn !== undefined) return reset({ dir: standsIn }, steps, asked);
  standsIn = mkdtempSync(join(tmpdir(), 'cleandesk-bench-'));
  return up({ dir: standsIn, basePort: 0, cloudPort: 0, ...settings }, steps, asked);
}

/** Where it stands. */
export function stackFolder(): string {
  if (standsIn === undefined) throw new Error('No stack stands');
  return standsIn;
}

/** Ends all that a stack has started, if there is one. */
export async function endStack(): Promise<void> {
  if (standsIn === undefined) return;
  await down({ dir: standsIn });
  rmSync(standsIn, { recursive: true, force: true });
  standsIn = undefined;
}

/** For desktops that only have to be there: while it goes on, the desktop cloud is 20 times as fast again. */
export async function quickly<T>(stack: StackEnvironment, happen: () => Promise<T>): Promise<T> {
  await setSpeed(stack, 20 * speed);
  const outcome = await happen();
  await setSpeed(stack, speed);
  return outcome;
}

async function setSpeed({ cloudUrl }: StackEnvironment, times: number): Promise<void> {
  const answer = await fetch(`${cloudUrl}/_control/clock`, {
    method: 'POST',
    body: JSON.stringify({ speed: times }),
  });
  if (!answer.ok) throw new Error(`The desktop cloud's clock said ${answer.status}`);
}
