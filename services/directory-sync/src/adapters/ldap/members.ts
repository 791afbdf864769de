import type { Filter, SearchEntry } from 'ldapts';
import type { LdapSource } from '../../domain/group.ts';
import type { Entry } from '../../domain/read.ts';
import { attributesOfUsers, entryOf, textsOf } from './entries.ts';
import { anyGroup, both, memberOf, oneOf, parseFilter } from './filters.ts';
import { allValues } from './member-ranges.ts';
import { ResultCode } from './results.ts';
import type { Session } from './session.ts';
import { everywhere, Trouble } from './trouble.ts';

export type Members = { entries: Entry[]; unread: string[] };

/** Names that one search asks for: found by an index each, and far from the 500 results that OpenLDAP gives by default. */
const batchSize = 100;
/** Groups that are asked for at a time, over the one connection. */
const groupsAtATime = 16;
/** The attribute that holds an entry's own DN. The server compares: case, spaces and escapes are its business. */
const ownDn = { 'active-directory': 'distinguishedName', openldap: 'entryDN' } as const;

/**
 * The members of a group. Active Directory is asked who is in it. Then, there as elsewhere, everyone whom the group lists is looked
 * for who was not found by then, so that nobody is lost without being counted.
 * @throws {Trouble} when it can't be all
 */
export async function readMembers(session: Session, source: LdapSource): Promise<Members> {
  return new Reading(session, source).run();
}

class Reading {
  readonly #session: Session;
  readonly #source: LdapSource;
  readonly #users: Filter;
  /** By id. */
  readonly #entries = new Map<string, Entry>();
  /** Names that need not be looked for any more. */
  readonly #settled = new Set<string>();
  readonly #unread: string[] = [];

  constructor(session: Session, source: LdapSource) {
    this.#session = session;
    this.#source = source;
    this.#users = parseFilter(source.userFilter);
  }

  async run(): Promise<Members> {
    const { kind, attributes, nested } = this.#source;
    const group = await this.#group();
    let listed = await this.#listedIn(group);
    if (attributes.member.toLowerCase() === 'memberuid') {
      this.#unread.push(...(await this.#lookFor(listed, attributes.login)));
      return this.#members();
    }
    if (kind === 'active-directory') await this.#find(memberOf(group.name, { nested }));
    while (listed.length > 0) {
      const others = await this.#lookFor(listed, ownDn[kind]);
      listed = nested ? await this.#listedInGroups(others) : [];
      if (!nested) this.#unread.push(...others);
    }
    return this.#members();
  }

  #members(): Members {
    return { entries: [...this.#entries.values()], unread: this.#unread };
  }

  async #group(): Promise<SearchEntry> {
    const { groupDn, groupFilter, attributes } = this.#source;
    const looked = await this.#session.one({
      base: groupDn,
      filter: parseFilter(groupFilter),
      attributes: [attributes.member],
    });
    if ('entry' in looked) return looked.entry;
    throw new Trouble('GroupNotFound', noGroupBecause(looked.missing), everywhere);
  }

  #listedIn(group: SearchEntry): Promise<string[]> {
    return allValues(this.#session, group, this.#source.attributes.member);
  }

  /** Takes in the users that the filter finds, and gives them with what the directory sent of each. */
  async #find(filter: Filter): Promise<Found[]> {
    const { searchBase: base, kind, attributes } = this.#source;
    const found: Found[] = [];
    const search = {
      base,
      scope: 'sub' as const,
      filter: both(this.#users, filter),
      attributes: attributesOfUsers(kind, attributes),
    };
    await this.#session.all(search, (sent) => {
      const entry = entryOf(sent, kind, attributes);
      this.#entries.set(entry.id, entry);
      this.#settled.add(sent.name);
      found.push({ sent, entry });
    });
    return found;
  }

  /** Takes in the users that go by these names. Gives the names under which there is none. */
  async #lookFor(names: readonly string[], attribute: string): Promise<string[]> {
    const open = names.filter((name) => !this.#settled.has(name));
    const without: string[] = [];
    for (let from = 0; from < open.length; from += batchSize) {
      const batch = open.slice(from, from + batchSize);
      without.push(...(await this.#lookForBatch(batch, attribute)));
      for (const name of batch) this.#settled.add(name);
    }
    return without;
  }

  async #lookForBatch(batch: readonly string[], attribute: string): Promise<readonly string[]> {
    const found = await this.#find(oneOf(attribute, batch));
    const left = new Set(batch);
    const likely = byLooseName(batch);
    const strangers = found.filter(({ sent, entry }) => {
      const names = namesOf(sent, attribute);
      const name =
        names.find((one) => left.has(one)) ?? names.flatMap((one) => likely.get(loose(one)) ?? [])[0];
      const listed = batch.length === 1 ? batch[0] : name;
      if (listed === undefined) return true;
      left.delete(listed);
      // As the group lists it: should it become unreadable, the group goes on listing it so.
      this.#entries.set(entry.id, { ...entry, dn: listed });
      return false;
    });
    if (strangers.length === 0) return [...left];
    // Which of the names left these go by, only the directory can tell.
    const without: string[] = [];
    for (const name of left) without.push(...(await this.#lookForBatch([name], attribute)));
    return without;
  }

  /** Whom the groups among these list. What is no group, or hidden, is unread. A cycle ends where all names are settled. */
  async #listedInGroups(dns: readonly string[]): Promise<string[]> {
    const { member } = this.#source.attributes;
    const listed: string[] = [];
    const look = async (base: string): Promise<void> => {
      const looked = await this.#session.one({ base, filter: anyGroup(member), attributes: [member] });
      if ('missing' in looked) this.#unread.push(base);
      else for (const name of await this.#listedIn(looked.entry)) listed.push(name);
    };
    for (let from = 0; from < dns.length; from += groupsAtATime)
      await Promise.all(dns.slice(from, from + groupsAtATime).map(look));
    return listed;
  }
}

type Found = { sent: SearchEntry; entry: Entry };

/** Names by what their spellings have in common, where no two are so much alike. */
function byLooseName(names: readonly string[]): Map<string, string> {
  const seen = new Set<string>();
  const likely = new Map<string, string>();
  for (const name of names) {
    const key = loose(name);
    if (seen.has(key)) likely.delete(key);
    else likely.set(key, name);
    seen.add(key);
  }
  return likely;
}

/** The same for spellings of a name that often occur. */
function loose(name: string): string {
  return name
    .replace(/(?:\\[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString())
    .replace(/\\(.)/g, '$1')
    .replace(/\s*([,=+])\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .normalize()
    .toLowerCase();
}

function namesOf(sent: SearchEntry, attribute: string): string[] {
  return attribute === ownDn.openldap || attribute === ownDn['active-directory']
    ? [sent.name]
    : textsOf(sent, attribute);
}

function noGroupBecause(missing: ResultCode): string {
  if (missing === ResultCode.referral)
    return 'has not that part of the directory in which the group lies: ask a server of its domain';
  if (missing === ResultCode.invalidDNSyntax) return "can't read the group's DN: write it as cn=…,ou=…,dc=…";
  return 'shows no group under the configured DN that fits the group filter: was it moved or renamed, and may the bind user read it?';
}
