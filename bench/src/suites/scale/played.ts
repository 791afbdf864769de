import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { Told } from '../../suite.ts';

const percentiles = z.object({ p50: z.number(), p99: z.number(), most: z.number() });
const counts = z.record(z.string(), z.number());

/** What a day in a process of its own tells. */
const played = z.object({
  figures: z.object({
    desktops: z.number(),
    rebuilds: z.number(),
    recreates: z.number(),
    late: percentiles,
    lost: z.number(),
    connectedHit: z.number(),
    unseenHit: z.number(),
    deadLetters: z.number(),
    throttled: z.number(),
    evening: z.object({ resets: z.number(), hours: z.number(), limitHours: z.number() }),
    backlog: z.array(z.object({ hour: z.number(), resets: z.number() })),
    workspacesPerSecond: z.number(),
    peaks: counts,
    totals: counts,
    byCaller: counts,
    hoursUntilClean: z.number(),
  }),
  seconds: z.number(),
  peakMb: z.number(),
});
export type Played = z.infer<typeof played>;

const program = join(import.meta.dirname, 'play.ts');

/** A day of so many desktops, in a process of its own: what one fleet takes of memory is not the next one's. */
export async function dayOf(desktops: number, told: Told, asked: AbortSignal): Promise<Played> {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=4096', '--max-semi-space-size=64', program, String(desktops)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // In a session of its own, for its priority.
      detached: true,
      signal: asked,
    },
  );
  const ended = once(child, 'exit');
  const lines: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line);
    told(line);
  });
  const [answer, [code]] = await Promise.all([text(child.stdout), ended]);
  if (code !== 0)
    throw new Error(`The day of ${desktops} desktops broke off:\n${lines.slice(-20).join('\n')}`);
  return played.parse(JSON.parse(answer));
}
