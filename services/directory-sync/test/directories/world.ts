import type { LdapSource } from '../../src/domain/group.ts';
import type { Directory } from '../../src/ports.ts';

export type Person = {
  login: string;
  /** What the entry is called by; the login, unless said otherwise. */
  name?: string;
  mail?: string;
  disabled?: boolean;
};

/** What a directory holds. Groups list people by login, other things and groups by name. */
export type Scenario = {
  people: readonly Person[];
  /** Entries that are neither people nor groups. */
  things: readonly string[];
  groups: Readonly<Record<string, readonly string[]>>;
};

/** What may be wrong between a directory and who reads it. */
export const mishaps = [
  'refused',
  'nameless',
  'silent',
  'noTls',
  'unknownAuthority',
  'otherName',
  'expired',
  'cutWhileReading',
  'stalledWhileReading',
] as const;
export type Mishap = (typeof mishaps)[number];

/** A directory with a scenario in it, of whatever make, and a reader of it. */
export type World = {
  directory: Directory;
  /** The bind user's. */
  password(): string;
  source(group: string, changes?: Partial<LdapSource>): LdapSource;
  dnOf(name: string): string;
  /** What has to be changed in a source so that this happens. */
  mishap(kind: Mishap): Partial<LdapSource>;
  /** From now on the bind user has this password. */
  rotate(password: string): Promise<void>;
  rename(login: string, newLogin: string): Promise<void>;
  leave(group: string, login: string): Promise<void>;
  close(): Promise<void>;
};

/** Names that broke somebody's directory tool once. */
export const oddNames = [
  'Müller, Jörg',
  'O"Brien',
  '#hash',
  'back\\slash',
  'a+b=c;<d>',
  '*)(objectClass=*',
  '日本語',
  'emoji 😀',
  "d'Arc (Jeanne)",
  'two  spaces',
] as const;

const many = Array.from(
  { length: 2_600 },
  (_, number): Person => ({
    login: `clerk${number}`,
    mail: `clerk${number}@example.com`,
  }),
);
const odd = oddNames.map(
  (name, number): Person => ({ login: `odd${number}`, name, mail: 'odd@example.com' }),
);

/** The one that the contract is played on. */
export const scenario: Scenario = {
  people: [
    { login: 'alice', mail: 'alice@example.com' },
    { login: 'bob' },
    { login: 'carol', mail: 'carol@example.com', disabled: true },
    { login: 'dave', mail: 'dave@example.com' },
    { login: 'erin', mail: 'erin@example.com' },
    ...odd,
    ...many,
  ],
  things: ['printer'],
  groups: {
    sales: ['alice', 'bob', 'carol'],
    nobody: [],
    odd: odd.map(({ login }) => login),
    clerks: many.map(({ login }) => login),
    mixed: ['alice', 'printer'],
    outer: ['alice', 'inner', 'other'],
    inner: ['dave', 'alice', 'outer'],
    other: ['erin', 'inner', 'printer'],
    'Team, "A" *)(': ['alice', 'dave'],
  },
};
