import type { DesktopSpec } from '@cleandesk/contracts';

/** How a directory names what we read of an entry. */
export type Attributes = {
  /** What never changes of an entry, also when it is renamed or moved: `objectGUID`, `entryUUID`. */
  id: string;
  /** What WorkSpaces calls the user: `sAMAccountName`, `uid`. */
  login: string;
  mail: string;
  /** Of the group: its members' names. */
  member: string;
};

/** Where a group is read, and how. Times in ms. */
export type LdapSource = {
  kind: 'active-directory' | 'openldap';
  /** Tried in this order: `ldaps://host[:636]`, or `ldap://host[:389]` with StartTLS before anything is said. */
  urls: readonly string[];
  /** PEM of the authorities that may have signed the servers' certificates; without it, Node's own list. Always checked. */
  ca?: string;
  /** A UPN, `DOMAIN\user` or a DN. */
  bindUser: string;
  /** DN of the group. */
  groupDn: string;
  /** What an entry must match to be taken for the group, as `(objectClass=group)`. */
  groupFilter: string;
  /** What a member must match to be a user, as `(objectClass=user)`. */
  userFilter: string;
  /** Below it users are looked for. */
  searchBase: string;
  attributes: Attributes;
  /** Whether members of member groups count. */
  nested: boolean;
  /** Entries a page; Active Directory gives 1,000 at most. */
  pageSize: number;
  connectMs: number;
  /** Of the whole read. */
  readMs: number;
};

/** A directory group that decides who has a desktop, as the owner configured it. */
export type Group = {
  /** Also the value of its desktops' `DirectoryGroup` tag. */
  name: string;
  /** Place in the owner's list, from 0: of two groups with one user, the earlier one decides what desktop it is. */
  precedence: number;
  source: LdapSource;
  /** Name or ARN of the secret with the bind user's password. */
  secret: string;
  directoryId: string;
  desired: DesktopSpec;
  /** A short hash of it: claims that were made for another one are said anew. */
  desiredVersion: string;
  /** Members without a mail address are left out. */
  requireMail: boolean;
  /** Accounts that are disabled are left out. */
  excludeDisabled: boolean;
  /** ms that somebody who left the group keeps the desktop. */
  leaverDelayMs: number;
  /** ms that somebody whose time has come keeps the desktop while connected to it. */
  connectedLeaverMs: number;
  limits: Limits;
  /** Everything is read, decided and told, and nothing is asked for. */
  dryRun: boolean;
};

/** What a read may change at most. Beyond it nothing is changed, and a person is told. */
export type Limits = {
  /** Of the members: so many may leave within a day. */
  leaversShare: number;
  /** So many may always leave within a day. */
  leaversLeast: number;
  /** Whether a group without members is believed. */
  mayBeEmpty: boolean;
  /** More members than that are a mistake of somebody's. */
  membersMost: number;
};
