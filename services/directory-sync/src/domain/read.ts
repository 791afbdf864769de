import type { Instant } from './time.ts';

/** A user whom the directory counts among the group's members. */
export type Entry = {
  /** Of the entry, in lower-case hex or as the directory writes it; the same when the user is renamed or moved. */
  id: string;
  dn: string;
  /** Undefined where the entry has none. */
  login: string | undefined;
  hasMail: boolean;
  isDisabled: boolean;
};

/** A complete read of a group. What is incomplete is none: it is thrown. */
export type GroupRead = {
  /** Which server answered: host and port. */
  server: string;
  /** When it began; the directory may have changed since. */
  at: Instant;
  /** Once each, whatever the number of ways into the group. */
  entries: readonly Entry[];
  /** DNs that the group lists as members and that are no entry here: other objects, or what may not be read. */
  unread: readonly string[];
  /** Searches that were sent, pages and ranges among them. */
  searches: number;
};

/** Why a group could not be read. */
export type ReadFault =
  | 'ServerUnreachable'
  | 'CertificateWrong'
  | 'BindFailed'
  | 'GroupNotFound'
  | 'ReadIncomplete'
  | 'SecretUnreadable';
