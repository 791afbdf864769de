import * as z from 'zod';
import { keptTags } from '../tags.ts';

/** A name that users give their clients instead of a registration code, so that DNS can send them to another Region. */
export const connectionAliasSchema = z.object({
  aliasId: z.string(),
  connectionString: z.string(),
  state: z.enum(['CREATING', 'CREATED', 'DELETING']),
  association: z
    .object({
      state: z.enum(['PENDING_ASSOCIATION', 'ASSOCIATED', 'PENDING_DISASSOCIATION']),
      /** The owner, or an account that the alias is shared with. */
      accountId: z.string(),
      directoryId: z.string(),
      connectionIdentifier: z.string(),
    })
    .optional(),
  /** Accounts that may associate it with a directory of theirs. */
  sharedWith: z.array(z.string()),
  tags: keptTags,
});
export type ConnectionAlias = z.output<typeof connectionAliasSchema>;

/** Connection aliases of an account in a Region (Administration Guide, quotas). */
export const mostAliases = 20;

/** AWS has states for what takes time, and says no times. Choice: a minute each, in ms. */
export const changeTakes = 60_000;
