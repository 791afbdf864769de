import type { Agenda } from '../../state/agenda.ts';
import { Collection } from '../../state/collection.ts';
import type { Touch } from '../../state/kept.ts';
import { type AccountLink, accountLinkSchema } from './account-link.ts';
import {
  type AddIn,
  addInSchema,
  type Branding,
  brandingSchema,
  type ClientProperties,
  clientPropertiesSchema,
} from './client.ts';
import { type AccountModification, accountModificationSchema } from './modification.ts';

/** The account itself, and how its users' clients look and behave. */
export type AccountParts = {
  readonly accountModifications: Collection<AccountModification>;
  /** Invitations of this account. */
  readonly accountLinks: Collection<AccountLink>;
  /** By directory. */
  readonly clientProperties: Collection<ClientProperties>;
  /** By directory and kind of device. */
  readonly branding: Collection<Branding>;
  readonly addIns: Collection<AddIn>;
};

export function accountParts(touch: Touch, agenda: Agenda): AccountParts {
  const accountModifications = new Collection('accountModifications', accountModificationSchema, touch);
  agenda.on('accountModified', (id) => {
    const modification = accountModifications.get(id);
    if (modification === undefined) return;
    const state = modification.failure === undefined ? 'COMPLETED' : 'FAILED';
    accountModifications.put(id, { ...modification, state });
  });
  return {
    accountModifications,
    accountLinks: new Collection('accountLinks', accountLinkSchema, touch),
    clientProperties: new Collection('clientProperties', clientPropertiesSchema, touch),
    branding: new Collection('clientBranding', brandingSchema, touch),
    addIns: new Collection('clientAddIns', addInSchema, touch),
  };
}
