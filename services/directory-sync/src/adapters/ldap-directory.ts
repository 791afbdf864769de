import type { LdapSource } from '../domain/group.ts';
import type { GroupRead } from '../domain/read.ts';
import { type Clock, type Directory, DirectoryFault } from '../ports.ts';
import { AddressUnreadable, addressOf, nameOf } from './ldap/address.ts';
import { FilterUnreadable, parseFilter } from './ldap/filters.ts';
import { readMembers } from './ldap/members.ts';
import { Session } from './ldap/session.ts';
import { elsewhere, everywhere, Trouble } from './ldap/trouble.ts';

/** Groups of an LDAP directory, over TLS. */
export function ldapDirectory({ clock }: { clock: Clock }): Directory {
  return {
    async read(source, password) {
      mustBeReadable(source);
      const deadline = performance.now() + source.readMs;
      const troubles: { server: string; trouble: Trouble }[] = [];
      for (const url of source.urls) {
        const server = nameOf(addressOf(url));
        try {
          return await readAt(url, source, password, clock, deadline - performance.now());
        } catch (error) {
          if (!(error instanceof Trouble)) throw error;
          troubles.push({ server, trouble: error });
          if (!error.elsewhere) break;
        }
      }
      throw faultOf(troubles);
    },
  };
}

/** What the owner wrote is looked at before anybody is asked for anything. */
function mustBeReadable({ urls, groupFilter, userFilter }: LdapSource): void {
  try {
    for (const url of urls) addressOf(url);
    parseFilter(groupFilter);
    parseFilter(userFilter);
  } catch (error) {
    if (error instanceof AddressUnreadable)
      throw new DirectoryFault('ServerUnreachable', `${error.message}.`);
    // Not the filter itself: it may name people.
    if (error instanceof FilterUnreadable)
      throw new DirectoryFault(
        'ReadIncomplete',
        'The group filter or the user filter is none as RFC 4515 has it: `pnpm cleandesk sync plan` says what is wrong with it.',
      );
    throw error;
  }
}

/** One read at one server, from the connection to the goodbye. */
async function readAt(
  url: string,
  source: LdapSource,
  password: string,
  clock: Clock,
  leftMs: number,
): Promise<GroupRead> {
  const { ca, bindUser, pageSize, connectMs, readMs } = source;
  const address = addressOf(url);
  const at = clock.now();
  const stop = new AbortController();
  let isIn = false;
  const whole = setTimeout(
    () =>
      stop.abort(
        new Trouble(
          isIn ? 'ReadIncomplete' : 'ServerUnreachable',
          `was not done when the ${readMs} ms of the whole read were over`,
          everywhere,
        ),
      ),
    leftMs,
  );
  const first = setTimeout(
    () => stop.abort(new Trouble('ServerUnreachable', `did not let us in within ${connectMs} ms`, elsewhere)),
    connectMs,
  );
  try {
    const timeLimit = Math.ceil(leftMs / 1000);
    const session = await Session.open(address, { ca, bindUser, password, pageSize, timeLimit }, stop.signal);
    isIn = true;
    clearTimeout(first);
    try {
      const members = await readMembers(session, source);
      return { server: nameOf(address), at, ...members, searches: session.searches };
    } finally {
      await session.close();
    }
  } finally {
    clearTimeout(whole);
    clearTimeout(first);
  }
}

/** What ended it, and what each server said that was tried before. */
function faultOf(troubles: readonly { server: string; trouble: Trouble }[]): DirectoryFault {
  const decisive =
    troubles.find(({ trouble }) => !trouble.elsewhere) ??
    // Of several servers that are not well: what a person can mend, before what may pass.
    troubles.find(({ trouble }) => trouble.reason === 'CertificateWrong') ??
    troubles.find(({ trouble }) => trouble.reason === 'ReadIncomplete') ??
    troubles[0];
  if (!decisive) return new DirectoryFault('ServerUnreachable', 'No address of a directory is configured.');
  const said = troubles.map(({ server, trouble }) => `${server} ${trouble.message}`);
  return new DirectoryFault(decisive.trouble.reason, `${said.join('. ')}.`);
}
