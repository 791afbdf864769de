import * as z from 'zod';
import type { Agenda } from '../../state/agenda.ts';
import { Collection } from '../../state/collection.ts';
import type { Touch } from '../../state/kept.ts';
import { type ConnectionAlias, connectionAliasSchema } from './connection-alias.ts';
import { type IpGroup, ipGroupSchema } from './ip-group.ts';

/** From where, and by which name, users reach their desktops. */
export type AccessParts = {
  readonly ipGroups: Collection<IpGroup>;
  /** Those that this account owns; an account that one is shared with looks for it here. */
  readonly connectionAliases: Collection<ConnectionAlias>;
  /** Connection strings that belong to this account for ever, also without an alias. */
  readonly connectionStrings: Collection<true>;
};

export function accessParts(touch: Touch, agenda: Agenda): AccessParts {
  const ipGroups = new Collection('ipGroups', ipGroupSchema, touch);
  const connectionAliases = new Collection('connectionAliases', connectionAliasSchema, touch);
  const connectionStrings = new Collection('connectionStrings', z.literal(true), touch);
  const step = (name: string, next: (alias: ConnectionAlias) => ConnectionAlias): void =>
    agenda.on(name, (id) => {
      const alias = connectionAliases.get(id);
      if (alias !== undefined) connectionAliases.put(id, next(alias));
    });
  step('connectionAliasCreated', (alias) => ({ ...alias, state: 'CREATED' }));
  step('connectionAliasAssociated', ({ association, ...alias }) =>
    association === undefined ? alias : { ...alias, association: { ...association, state: 'ASSOCIATED' } },
  );
  step('connectionAliasDisassociated', ({ association: _left, ...alias }) => alias);
  agenda.on('connectionAliasDeleted', (id) => void connectionAliases.delete(id));
  return { ipGroups, connectionAliases, connectionStrings };
}
