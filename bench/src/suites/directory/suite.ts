import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Slapd, startSlapd } from '@cleandesk/launcher';
import * as z from 'zod';
import { median } from '../../median.ts';
import { suite, type Told } from '../../suite.ts';
import { entriesFor, sourceOf } from './group.ts';
import { provisioning } from './provisioning.ts';
import type { Measured, Reading } from './reader.ts';

const sizes = [1_000, 5_000];
const largest = 20_000;
const rounds = 5;
/** A read is to fit into the smaller half of a function's 512 MB. */
const limitMb = 256;

const ofBoth = z.object({ seed: z.number(), ours: z.number() });
const row = z.object({
  members: z.number(),
  operations: ofBoth.describe('Of LDAP'),
  ms: ofBoth,
  timesFaster: z.number(),
});
const desktopsRow = z.object({
  members: z.number(),
  what: z.string(),
  way: z.enum(['seed', 'ours']),
  runs: z.number().describe('From which something followed'),
  minutes: z.number().optional().describe('Missing: not within a day'),
  calls: z.number().describe('Of WorkSpaces'),
  throttled: z.number(),
});

const shape = z.object({
  directory: z
    .object({
      rounds: z.number().describe('Reads of each, in turns; times are medians'),
      timesFaster: z.number().describe('The least of all sizes'),
      read: z.array(row),
      largest: z.object({
        members: z.number(),
        operations: z.number(),
        ms: z.number(),
        peakMb: z.number(),
      }),
      desktops: z.array(desktopsRow),
    })
    .describe('A group is read, and its members get their desktops'),
});
type Directory = z.infer<typeof shape>['directory'];

export const directory = suite({
  name: 'directory',
  title: 'Groups of the directory',
  shape,
  page: new URL('./page.mustache', import.meta.url),
  measure: async (told) => ({ directory: await measured(told) }),
  goals: ({ directory: { timesFaster, largest: alone, desktops } }) => [
    {
      what: 'To read a group, against one look-up for each member: times as fast',
      figure: `${timesFaster}`,
      goal: 'above 1',
      isMet: timesFaster > 1,
      because: 'look at how many searches a page of members takes',
    },
    {
      what: `Memory to read ${alone.members.toLocaleString('en')} members`,
      figure: `${alone.peakMb} MB`,
      goal: `${limitMb} MB`,
      isMet: alone.peakMb <= limitMb,
      because: 'whatever is kept of each entry is kept of all of them',
    },
    {
      what: 'Runs until all that joined have been asked for, whatever the group',
      figure: `${Math.max(...desktops.flatMap(({ way, runs }) => (way === 'ours' ? [runs] : [])))}`,
      goal: '1',
      isMet: desktops.every(({ way, runs }) => way === 'seed' || runs === 1),
      because: 'a run ended before it had said everything: look at its time limit',
    },
  ],
  shown: ({ directory: one }) => ({ tables: tablesOf(one) }),
});

async function measured(told: Told): Promise<Directory> {
  const folder = mkdtempSync(join(tmpdir(), 'cleandesk-bench-'));
  told(`a directory with ${largest.toLocaleString('en')} people`);
  const slapd = await startSlapd({ folder, entries: entriesFor([...sizes, largest]) });
  try {
    const read: z.infer<typeof row>[] = [];
    for (const size of sizes) {
      told(`${size.toLocaleString('en')} members are read`);
      read.push(await compare(slapd, size));
    }
    told(`${largest.toLocaleString('en')} members are read`);
    const peaks = await inTurn(() => readOnce(slapd, 'ours', largest));
    const desktops: z.infer<typeof desktopsRow>[] = [];
    for (const size of sizes) {
      told(`${size.toLocaleString('en')} members get their desktops`);
      desktops.push(...(await provisioning(size)));
    }
    return {
      rounds,
      timesFaster: Math.min(...read.map(({ timesFaster }) => timesFaster)),
      read,
      largest: {
        members: largest,
        operations: peaks[0]?.operations ?? 0,
        ms: Math.round(median(peaks.map(({ ms }) => ms))),
        peakMb: Math.round(Math.max(...peaks.map(({ peakMb }) => peakMb))),
      },
      desktops,
    };
  } finally {
    await slapd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(slapd: Slapd, members: number): Promise<z.infer<typeof row>> {
  const both = await inTurn(async () => ({
    seed: await readOnce(slapd, 'seed', members),
    ours: await readOnce(slapd, 'ours', members),
  }));
  const ms = {
    seed: median(both.map(({ seed }) => seed.ms)),
    ours: median(both.map(({ ours }) => ours.ms)),
  };
  return {
    members,
    operations: { seed: both[0]?.seed.operations ?? 0, ours: both[0]?.ours.operations ?? 0 },
    ms: { seed: Math.round(ms.seed), ours: Math.round(ms.ours) },
    timesFaster: Math.round((10 * ms.seed) / ms.ours) / 10,
  };
}

async function inTurn<T>(round: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let number = 0; number < rounds; number += 1) all.push(await round());
  return all;
}

/** In a process of its own. */
async function readOnce(slapd: Slapd, way: Reading['way'], members: number): Promise<Measured> {
  const reading: Reading = { way, source: sourceOf(slapd, members), password: slapd.password };
  const program = join(import.meta.dirname, 'reader.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(reading)]);
  const read: Measured = JSON.parse(stdout);
  if (read.users !== members) throw new Error(`${way} read ${read.users} of ${members}`);
  return read;
}

function tablesOf({ read, largest: alone, desktops }: Directory) {
  const of = ({ seed, ours }: z.infer<typeof ofBoth>) =>
    `${seed.toLocaleString('en')}, ${ours.toLocaleString('en')}`;
  return {
    read: [
      ...read.map(({ members, operations, ms, timesFaster }) => ({
        members: members.toLocaleString('en'),
        'LDAP operations: the seed, ours': of(operations),
        'ms: the seed, ours': of(ms),
        'times as fast': timesFaster,
      })),
      {
        members: alone.members.toLocaleString('en'),
        'LDAP operations: the seed, ours': `–, ${alone.operations.toLocaleString('en')}`,
        'ms: the seed, ours': `–, ${alone.ms.toLocaleString('en')}`,
        'times as fast': '–',
      },
    ],
    desktops: desktops.map(({ members, what, way, runs, minutes, calls, throttled }) => ({
      members: members.toLocaleString('en'),
      what,
      way: way === 'seed' ? 'the seed’s' : 'ours',
      runs,
      minutes: minutes?.toLocaleString('en') ?? 'not within a day',
      'calls of WorkSpaces': calls.toLocaleString('en'),
      'of them throttled': throttled.toLocaleString('en'),
    })),
  };
}
