import { ldapDirectory } from '../../../../services/directory-sync/src/adapters/ldap-directory.ts';
import type { LdapSource } from '../../../../services/directory-sync/src/domain/group.ts';
import { seedsWay } from './seeds-way.ts';

/** What one process reads, once. */
export type Reading = { way: 'ours' | 'seed'; source: LdapSource; password: string };
export type Measured = { users: number; operations: number; ms: number; peakMb: number };

// A process of its own: its memory is that of one read.
const { way, source, password }: Reading = JSON.parse(process.argv[2] ?? '');
const begun = performance.now();
const read = way === 'ours' ? await ours() : await seedsWay(source, password);
const ms = performance.now() - begun;
const measured: Measured = { ...read, ms, peakMb: process.resourceUsage().maxRSS / 1024 };
console.log(JSON.stringify(measured));

async function ours(): Promise<{ users: number; operations: number }> {
  const { entries, searches } = await ldapDirectory({ clock: Date }).read(source, password);
  // The bind and the goodbye are operations, too.
  return { users: entries.length, operations: searches + 2 };
}
