import { createHash } from 'node:crypto';
import {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  type Filter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from 'ldapts';
import type { Scenario } from './world.ts';

export const domain = 'DC=example,DC=com';
const inChain = '1.2.840.113556.1.4.1941';

type Value = string | Buffer;
export type StoredObject = { dn: string; attributes: Record<string, Value[]> };

const keys = new Map<string, string>();

/** The same for all spellings of the DNs that occur here. Throws for what is none. */
function key(dn: string): string {
  const known = keys.get(dn);
  if (known !== undefined) return known;
  if (!dn.includes('=')) throw new Error('That is no DN');
  const made = dn
    .replace(/(?:\\[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString())
    .replace(/\\(.)/g, '$1')
    .replace(/^(?:cn|2\.5\.4\.3) *= */i, 'cn=')
    .toLowerCase();
  keys.set(dn, made);
  return made;
}

/** The objects of a domain, with what Active Directory works out of them. */
export class ActiveDirectoryData {
  readonly #objects = new Map<string, StoredObject>();
  readonly #dns = new Map<string, string>();

  constructor({ people, things, groups }: Scenario) {
    for (const person of people) this.#dns.set(person.login, dnIn('People', person.name ?? person.login));
    for (const thing of things) this.#dns.set(thing, dnIn('Computers', thing));
    for (const group of Object.keys(groups)) this.#dns.set(group, dnIn('Groups', group));
    this.#put(domain, { objectClass: ['top', 'domain'] });
    for (const { login, mail, disabled } of people)
      this.#put(this.dnOf(login), {
        objectClass: ['top', 'person', 'organizationalPerson', 'user'],
        objectCategory: ['person'],
        sAMAccountName: [login],
        userAccountControl: [String(512 + (disabled ? 2 : 0))],
        ...(mail === undefined ? {} : { mail: [mail] }),
      });
    for (const thing of things)
      this.#put(this.dnOf(thing), {
        // A computer is a user, too, there.
        objectClass: ['top', 'person', 'organizationalPerson', 'user', 'computer'],
        objectCategory: ['computer'],
        sAMAccountName: [`${thing}$`],
        userAccountControl: ['4096'],
      });
    for (const [group, members] of Object.entries(groups))
      this.#put(this.dnOf(group), {
        objectClass: ['top', 'group'],
        objectCategory: ['group'],
        sAMAccountName: [group],
        member: members.map((name) => this.dnOf(name)),
      });
    this.#linkBack();
  }

  dnOf(name: string): string {
    const dn = this.#dns.get(name);
    if (dn === undefined) throw new Error(`The scenario has no ${name}`);
    return dn;
  }

  /** Throws for what is no DN. */
  get(dn: string): StoredObject | undefined {
    return this.#objects.get(key(dn));
  }

  /** The attributes of an object, to be changed. */
  change(name: string, change: (attributes: Record<string, Value[]>) => void): void {
    const stored = this.get(this.dnOf(name));
    if (!stored) throw new Error(`There is no ${name}`);
    change(stored.attributes);
    this.#linkBack();
  }

  below(base: string): StoredObject[] {
    const end = key(base);
    return [...this.#objects]
      .filter(([dn]) => dn === end || dn.endsWith(`,${end}`))
      .map(([, stored]) => stored);
  }

  fits(stored: StoredObject, filter: Filter): boolean {
    if (filter instanceof AndFilter) return filter.filters.every((part) => this.fits(stored, part));
    if (filter instanceof OrFilter) return filter.filters.some((part) => this.fits(stored, part));
    if (filter instanceof NotFilter) return !this.fits(stored, filter.filter);
    if (filter instanceof PresenceFilter) return valuesOf(stored, filter.attribute).length > 0;
    if (filter instanceof EqualityFilter) {
      const { attribute, value: asked } = filter;
      return textsOf(stored, attribute).some((value) => isSame(attribute, value, asked.toString()));
    }
    if (filter instanceof SubstringFilter)
      return textsOf(stored, filter.attribute).some((value) => hasParts(value.toLowerCase(), filter));
    if (filter instanceof ExtensibleFilter && filter.rule === inChain)
      return this.#isInChain(stored, key(filter.value), new Set());
    throw new Error(`The stub has no such filter: ${filter.toString()}`);
  }

  #put(dn: string, attributes: Record<string, Value[]>): void {
    const objectGUID = createHash('sha256').update(dn).digest().subarray(0, 16);
    this.#objects.set(key(dn), {
      dn,
      attributes: { ...attributes, distinguishedName: [dn], objectGUID: [objectGUID] },
    });
  }

  #linkBack(): void {
    for (const { attributes } of this.#objects.values()) delete attributes.memberOf;
    for (const { dn, attributes } of this.#objects.values())
      for (const member of attributes.member ?? []) {
        const listed = this.get(member.toString());
        if (listed) listed.attributes.memberOf = [...(listed.attributes.memberOf ?? []), dn];
      }
  }

  #isInChain(stored: StoredObject, group: string, seen: Set<string>): boolean {
    return (stored.attributes.memberOf ?? []).some((dn) => {
      const above = key(dn.toString());
      if (above === group) return true;
      const next = this.#objects.get(above);
      if (!next || seen.has(above)) return false;
      seen.add(above);
      return this.#isInChain(next, group, seen);
    });
  }
}

/** As Active Directory writes it. */
function dnIn(folder: string, name: string): string {
  return `CN=${name.replace(/[,\\#+<>;"=]/g, '\\$&')},OU=${folder},${domain}`;
}

/** An attribute's values, whatever the case of its name. */
export function valuesOf({ attributes }: StoredObject, attribute: string): Value[] {
  const wanted = attribute.toLowerCase();
  const isIt = (name: string) => name.length === wanted.length && name.toLowerCase() === wanted;
  for (const name in attributes) if (isIt(name)) return attributes[name] ?? [];
  return [];
}

function textsOf(stored: StoredObject, attribute: string): string[] {
  return valuesOf(stored, attribute).map(String);
}

function isSame(attribute: string, value: string, asked: string): boolean {
  if (!['memberof', 'member', 'distinguishedname'].includes(attribute.toLowerCase()))
    return value.toLowerCase() === asked.toLowerCase();
  try {
    return key(value) === key(asked);
  } catch {
    return false; // What is no DN is nobody's.
  }
}

function hasParts(value: string, { initial, any, final }: SubstringFilter): boolean {
  if (!value.startsWith(initial.toLowerCase()) || !value.endsWith(final.toLowerCase())) return false;
  return any.every((part) => value.includes(part.toLowerCase()));
}
