import type { OutgoingEvent } from '@cleandesk/contracts';
import type { LdapSource } from './domain/group.ts';
import type { GroupRead, ReadFault } from './domain/read.ts';

/** The directory did not show all of a group. `message` says what to do, and holds no password and nobody's name. */
export class DirectoryFault extends Error {
  override readonly name = 'DirectoryFault';
  readonly reason: ReadFault;

  constructor(reason: ReadFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

export type Directory = {
  /**
   * All members of a group, or nothing.
   * @throws {DirectoryFault}
   */
  read(source: LdapSource, password: string): Promise<GroupRead>;
};

/** @throws {DirectoryFault} `SecretUnreadable` */
export type Secrets = { password(name: string): Promise<string> };

/** The bus. Throws when an event was refused. */
export type Announcer = { publish(events: readonly OutgoingEvent[]): Promise<void> };

export type Clock = { now(): number };

export type Journal = {
  info(message: string, fields?: Record<string, string | number | boolean>): void;
  warn(message: string, fields?: Record<string, string | number | boolean>): void;
};
