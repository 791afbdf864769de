import type { Handlers } from '../handlers.ts';
import { accountHandlers } from './account.ts';
import { accountLinkHandlers } from './account-links.ts';
import { addInHandlers } from './client-add-ins.ts';
import { brandingHandlers } from './client-branding.ts';
import { clientPropertyHandlers } from './client-properties.ts';

export const account: Handlers = {
  ...accountHandlers,
  ...accountLinkHandlers,
  ...clientPropertyHandlers,
  ...brandingHandlers,
  ...addInHandlers,
};
