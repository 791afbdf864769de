import type { Me } from '@cleandesk/portal-api';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from './api/client.ts';
import type { Session } from './session/session.ts';
import type { Config } from './start/config.ts';

/** What every page is given. */
export type Portal = {
  config: Config;
  api: Api;
  session: Session;
  /** Undefined until the API has said who is signed in. */
  me: Me | undefined;
};

export const PortalContext = createContext<Portal | undefined>(undefined);

export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error('a page is shown outside the portal');
  return portal;
}
