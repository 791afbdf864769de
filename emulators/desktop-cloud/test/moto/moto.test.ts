import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type RunningMoto, startMoto } from '../../scripts/moto.ts';
import { defaultSeed } from '../../src/seed.ts';
import { running } from '../server/running.ts';
import { differencesOf } from './comparing.ts';
import { knownDifferences } from './known-differences.ts';

/** As moto begins: one directory that is registered, some that are not, and nothing of the account's own. */
function seed() {
  const { bundles, ...rest } = defaultSeed();
  const directories = [1, 2, 3, 4].map((n) => ({
    directoryId: `d-906700000${n}`,
    alias: `moto-${n}`,
    directoryName: `moto${n}.example.com`,
    directoryType: 'SIMPLE_AD' as const,
    registered: n === 1,
  }));
  return { ...rest, directories, bundles: bundles.filter(({ owner }) => owner === 'AMAZON') };
}

const { server } = running({ speed: 12_000, seed: seed() });
let moto: RunningMoto | undefined;
beforeAll(async () => {
  moto = await startMoto();
}, 240_000);
afterAll(() => moto?.stop());

const step = z.object({
  operation: z.string(),
  answer: z.unknown().optional(),
  refused: z.string().optional(),
});
const printed = z.object({
  /** Every operation of WorkSpaces that this moto has. */
  operations: z.array(z.string()),
  chains: z.record(z.string(), z.array(step)),
});

async function played(url: string, directoryIds: readonly string[]): Promise<z.output<typeof printed>> {
  if (moto === undefined) throw new Error('moto is not up');
  const script = join(import.meta.dirname, 'chains.py');
  const { stdout } = await promisify(execFile)(moto.python, [script, url, ...directoryIds]);
  return printed.parse(JSON.parse(stdout));
}

describe('What moto does in WorkSpaces', () => {
  it('is done here as well, save where moto is known to differ from AWS', async () => {
    if (moto === undefined) throw new Error('moto is not up');
    const theirs = await played(moto.url, [moto.directoryId]);
    const ours = await played(
      server().url,
      seed().directories.map(({ directoryId }) => directoryId),
    );
    const names = Object.keys(ours.chains);
    const called = names.flatMap((name) => (ours.chains[name] ?? []).map(({ operation }) => operation));
    expect([...new Set(called)].sort()).toEqual(theirs.operations);
    const found = names.flatMap((name) =>
      differencesOf(name, theirs.chains[name] ?? [], ours.chains[name] ?? []),
    );
    const known = knownDifferences.flatMap(({ differences }) => differences);
    expect(new Set(known).size, 'each is listed once').toBe(known.length);
    // Both ways: nothing that nobody knows of, and nothing listed that is over.
    expect([...new Set(found)].sort()).toEqual([...known].sort());
    console.log(
      `${called.length} calls of ${theirs.operations.length} operations, ${known.length} known differences`,
    );
  }, 120_000);

  it('every known difference has a reason and a source', () => {
    for (const { because, source, differences } of knownDifferences) {
      expect([because.length > 10, source.length > 10, differences.length > 0]).toEqual([true, true, true]);
    }
  });
});
