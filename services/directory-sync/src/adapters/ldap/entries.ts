import type { Attribute, SearchEntry } from 'ldapts';
import type { Attributes, LdapSource } from '../../domain/group.ts';
import type { Entry } from '../../domain/read.ts';
import { everywhere, Trouble } from './trouble.ts';

type Kind = LdapSource['kind'];

/** Where a directory writes that an account is disabled. */
const disabledIn = {
  'active-directory': ['userAccountControl'],
  // The password policy overlay's, and that of 389 Directory Server and FreeIPA.
  openldap: ['pwdAccountLockedTime', 'nsAccountLock'],
} as const satisfies Record<Kind, readonly string[]>;

const accountDisable = 2;
/** As pwdAccountLockedTime: by an administrator. Any other time is a lockout that passes. */
const lockedForGood = '000001010000Z';

/** What has to be asked for, of a user, to make an `Entry`. */
export function attributesOfUsers(kind: Kind, { id, login, mail }: Attributes): string[] {
  return [id, login, mail, ...disabledIn[kind]];
}

/** @throws {Trouble} when the entry does not show who it is */
export function entryOf(found: SearchEntry, kind: Kind, names: Attributes): Entry {
  const id = identity(attributeOf(found, names.id));
  // Without it a user who is renamed would lose the desktop, and whoever gets the name next would have it.
  if (id === undefined)
    throw new Trouble(
      'ReadIncomplete',
      `shows users without ${names.id}: is that the attribute, and may the bind user read it?`,
      everywhere,
    );
  // Where a user has several logins their order may change from read to read.
  const [login] = textsOf(found, names.login).toSorted((one, other) => (one < other ? -1 : 1));
  return {
    id,
    dn: found.name,
    login,
    hasMail: textsOf(found, names.mail).length > 0,
    isDisabled: isDisabled(found, kind),
  };
}

function isDisabled(found: SearchEntry, kind: Kind): boolean {
  const said = disabledIn[kind].flatMap((name) => textsOf(found, name));
  return kind === 'active-directory'
    ? said.some((value) => (Number(value) & accountDisable) !== 0)
    : said.some((value) => value === lockedForGood || value.toLowerCase() === 'true');
}

function identity(attribute: Attribute | undefined): string | undefined {
  const [bytes] = attribute?.parsedBuffers ?? [];
  if (!attribute || !bytes || bytes.length === 0) return undefined;
  if (attribute.type.toLowerCase() === 'objectguid' && bytes.length === 16) return guid(bytes);
  const [value] = attribute.values;
  return typeof value === 'string' ? value : bytes.toString('hex');
}

/** As Microsoft's tools write it: the first three fields have their lowest byte first. */
export function guid(bytes: Buffer): string {
  const hex = Buffer.concat([
    Buffer.from(bytes.subarray(0, 4)).reverse(),
    Buffer.from(bytes.subarray(4, 6)).reverse(),
    Buffer.from(bytes.subarray(6, 8)).reverse(),
    bytes.subarray(8),
  ]).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function attributeOf(found: SearchEntry, name: string): Attribute | undefined {
  return found.attributes.find(({ type }) => type.toLowerCase() === name.toLowerCase());
}

/** Its values that are text and not empty. */
export function textsOf(found: SearchEntry, name: string): string[] {
  const values = attributeOf(found, name)?.values ?? [];
  return values.flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));
}
