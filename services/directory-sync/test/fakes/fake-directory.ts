import type { LdapSource } from '../../src/domain/group.ts';
import type { Entry, GroupRead, ReadFault } from '../../src/domain/read.ts';
import { type Directory, DirectoryFault } from '../../src/ports.ts';
import type { Mishap, Person, Scenario } from '../directories/world.ts';

const searchBase = 'dc=example,dc=com';
const bindUser = `cn=reader,${searchBase}`;
const good = 'ldaps://fake.example:636';

/** What may be wrong is said by the address. */
const faults: Record<Mishap, ReadFault> = {
  refused: 'ServerUnreachable',
  nameless: 'ServerUnreachable',
  silent: 'ServerUnreachable',
  noTls: 'ServerUnreachable',
  unknownAuthority: 'CertificateWrong',
  otherName: 'CertificateWrong',
  expired: 'CertificateWrong',
  cutWhileReading: 'ReadIncomplete',
  stalledWhileReading: 'ReadIncomplete',
};

/** A directory in memory. It knows two kinds of filters: a class that all of a sort have, and logins or mail addresses in an OR. */
export class FakeDirectory implements Directory {
  password = 'password of a fake';
  readonly #people: Map<string, { id: string; person: Person }>;
  readonly #things: ReadonlySet<string>;
  readonly #groups: Map<string, readonly string[]>;

  constructor({ people, things, groups }: Scenario) {
    this.#people = new Map(people.map((person) => [person.login, { id: `id-${person.login}`, person }]));
    this.#things = new Set(things);
    this.#groups = new Map(Object.entries(groups));
  }

  source(group: string, changes: Partial<LdapSource> = {}): LdapSource {
    return {
      kind: 'openldap',
      urls: [good],
      bindUser,
      groupDn: this.dnOf(group),
      groupFilter: '(objectClass=groupOfNames)',
      userFilter: '(objectClass=inetOrgPerson)',
      searchBase,
      attributes: { id: 'entryUUID', login: 'uid', mail: 'mail', member: 'member' },
      nested: false,
      pageSize: 1_000,
      connectMs: 1_000,
      readMs: 1_000,
      ...changes,
    };
  }

  dnOf(name: string): string {
    return `cn=${encodeURIComponent(name)},${searchBase}`;
  }

  mishap(kind: Mishap): Partial<LdapSource> {
    return { urls: [`ldaps://${kind.toLowerCase()}.example:636`] };
  }

  rename(login: string, newLogin: string): void {
    const known = this.#people.get(login);
    if (known) this.#people.set(login, { ...known, person: { ...known.person, login: newLogin } });
  }

  leave(group: string, name: string): void {
    this.#groups.set(group, this.#groups.get(group)?.filter((member) => member !== name) ?? []);
  }

  async read(source: LdapSource, password: string): Promise<GroupRead> {
    const said: { reason: ReadFault; message: string }[] = [];
    for (const url of source.urls) {
      const { hostname, host } = new URL(url);
      const mishap = Object.entries(faults).find(([kind]) => hostname === `${kind.toLowerCase()}.example`);
      if (!mishap) return this.#read(source, password);
      said.push({ reason: mishap[1], message: `${host} does not answer as it should` });
    }
    const reason = said.find((one) => one.reason === 'CertificateWrong')?.reason ?? said[0]?.reason;
    throw new DirectoryFault(reason ?? 'ServerUnreachable', said.map(({ message }) => message).join('. '));
  }

  #read(source: LdapSource, password: string): GroupRead {
    if (source.bindUser !== bindUser || password === '' || password !== this.password)
      throw new DirectoryFault('BindFailed', 'Put the password of now into the secret.');
    const group = [...this.#groups.keys()].find((name) => this.dnOf(name) === source.groupDn);
    if (group === undefined || !source.groupFilter.includes('groupOfNames'))
      throw new DirectoryFault('GroupNotFound', 'There is no such group.');
    if (source.searchBase !== searchBase)
      throw new DirectoryFault('ReadIncomplete', 'There is no such search base.');
    const entries = new Map<string, Entry>();
    const unread: string[] = [];
    const seen = new Set([group]);
    const waiting = [...(this.#groups.get(group) ?? [])];
    for (const name of waiting) {
      if (seen.has(name)) continue;
      seen.add(name);
      const entry = this.#entry(name, source.userFilter);
      const members = source.nested ? this.#groups.get(name) : undefined;
      if (entry) entries.set(entry.id, entry);
      else if (members) waiting.push(...members);
      else unread.push(this.dnOf(name));
    }
    return {
      server: 'fake.example:636',
      at: Date.now(),
      entries: [...entries.values()],
      unread,
      searches: 1,
    };
  }

  #entry(name: string, userFilter: string): Entry | undefined {
    const known = this.#people.get(name);
    if (!known || this.#things.has(name)) return undefined;
    const { login, mail, disabled } = known.person;
    const wanted = [...userFilter.matchAll(/\((?:uid|mail)=([^@)]+)/g)].map(([, value]) => value);
    if (wanted.length > 0 && !wanted.includes(login)) return undefined;
    return {
      id: known.id,
      dn: this.dnOf(name),
      login,
      hasMail: mail !== undefined,
      isDisabled: disabled === true,
    };
  }
}
