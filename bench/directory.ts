import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DirectoryEntry, type Slapd, startSlapd } from '@cleandesk/launcher';
import { Command } from 'commander';
import type { LdapSource } from '../services/directory-sync/src/domain/group.ts';
import type { Measured, Reading } from './src/directory-reader.ts';
import { median } from './src/median.ts';
import { provisioning } from './src/provisioning.ts';

/** A read is to fit into the smaller half of a function's 512 MB. */
const limitMb = 256;
const largest = 20_000;
const base = 'dc=example,dc=com';

const options = new Command('bench:directory')
  .description(
    `Reading a group as the seed does, one look-up for each member, against ours, in turns and from the same OpenLDAP over TLS; then making and removing its members' desktops, on the desktop cloud in virtual time. Fails when ours needs more operations or more time or more runs, or more than ${limitMb} MB for ${largest.toLocaleString('en')} members.`,
  )
  .option('--members <sizes>', 'sizes of groups', (text) => text.split(',').map(Number), [1_000, 5_000])
  .option('--rounds <n>', 'reads of each', Number, 5)
  .option('--json', 'say it in JSON')
  .parse()
  .opts<{ members: number[]; rounds: number; json?: boolean }>();

const folder = mkdtempSync(join(tmpdir(), 'cleandesk-bench-'));
const slapd = await startSlapd({ folder, entries: entriesFor([...options.members, largest]) });
try {
  const compared = [];
  for (const size of options.members) compared.push(await compare(size));
  const peaks = await inTurn(options.rounds, () => measure('ours', largest));
  const alone = {
    members: largest,
    operations: peaks[0]?.operations ?? 0,
    ms: Math.round(median(peaks.map(({ ms }) => ms))),
    peakMb: Math.round(Math.max(...peaks.map(({ peakMb }) => peakMb))),
  };
  const desktops = [];
  for (const size of options.members) desktops.push(...(await provisioning(size)));
  const ok =
    compared.every((one) => one.fewerOperations > 1 && one.timesFaster > 1) &&
    alone.peakMb <= limitMb &&
    desktops.every(({ way, runs }) => way === 'seed' || runs === 1);
  if (options.json)
    console.log(JSON.stringify({ limitMb, rounds: options.rounds, ok, compared, alone, desktops }, null, 2));
  else {
    console.table(compared);
    console.table([alone]);
    console.table(desktops);
  }
  process.exitCode = ok ? 0 : 1;
} finally {
  await slapd.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function compare(size: number) {
  const rounds = await inTurn(options.rounds, async () => ({
    seed: await measure('seed', size),
    ours: await measure('ours', size),
  }));
  const ms = {
    seed: median(rounds.map(({ seed }) => seed.ms)),
    ours: median(rounds.map(({ ours }) => ours.ms)),
  };
  const operations = { seed: rounds[0]?.seed.operations ?? 0, ours: rounds[0]?.ours.operations ?? 0 };
  return {
    members: size,
    seedOperations: operations.seed,
    ourOperations: operations.ours,
    fewerOperations: Math.round(operations.seed / operations.ours),
    seedMs: Math.round(ms.seed),
    ourMs: Math.round(ms.ours),
    timesFaster: Math.round((10 * ms.seed) / ms.ours) / 10,
  };
}

async function inTurn<T>(rounds: number, round: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let number = 0; number < rounds; number += 1) all.push(await round());
  return all;
}

async function measure(way: Reading['way'], size: number): Promise<Measured> {
  const reading: Reading = { way, source: sourceOf(slapd, size), password: slapd.password };
  const program = join(import.meta.dirname, 'src/directory-reader.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(reading)]);
  const measured: Measured = JSON.parse(stdout);
  if (measured.users !== size) throw new Error(`${way} read ${measured.users} of ${size}`);
  return measured;
}

function sourceOf({ url, ca, bindUser }: Slapd, size: number): LdapSource {
  return {
    kind: 'openldap',
    urls: [url],
    ca,
    bindUser,
    groupDn: `cn=group${size},${base}`,
    groupFilter: '(objectClass=groupOfNames)',
    userFilter: '(objectClass=inetOrgPerson)',
    searchBase: base,
    attributes: { id: 'entryUUID', login: 'uid', mail: 'mail', member: 'member' },
    nested: false,
    pageSize: 1_000,
    connectMs: 10_000,
    readMs: 120_000,
  };
}

function* entriesFor(sizes: readonly number[]): Generator<DirectoryEntry> {
  const dnOf = (number: number) => `uid=user${number},ou=people,${base}`;
  yield { dn: `ou=people,${base}`, attributes: { objectClass: 'organizationalUnit', ou: 'people' } };
  for (let number = 0; number < Math.max(...sizes); number += 1)
    yield {
      dn: dnOf(number),
      attributes: {
        objectClass: 'inetOrgPerson',
        uid: `user${number}`,
        cn: `User ${number}`,
        sn: 'User',
        mail: `user${number}@example.com`,
      },
    };
  for (const size of new Set(sizes))
    yield {
      dn: `cn=group${size},${base}`,
      attributes: {
        objectClass: 'groupOfNames',
        cn: `group${size}`,
        member: Array.from({ length: size }, (_, number) => dnOf(number)),
      },
    };
}
