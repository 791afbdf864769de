import type { Handlers } from '../handlers.ts';
import { aliasAssociationHandlers } from './alias-associations.ts';
import { connectionAliasHandlers } from './connection-aliases.ts';
import { ipAssociationHandlers } from './ip-associations.ts';
import { ipGroupHandlers } from './ip-groups.ts';
import { ipRuleHandlers } from './ip-rules.ts';

export const access: Handlers = {
  ...ipGroupHandlers,
  ...ipRuleHandlers,
  ...ipAssociationHandlers,
  ...connectionAliasHandlers,
  ...aliasAssociationHandlers,
};
