import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { Tokens } from '../api/client.ts';
import type { Config } from '../start/config.ts';

/** Whoever is signed in, in this tab. Tokens lie in sessionStorage: they end with the tab. */
export type Session = Tokens & {
  /** Leaves the page; whoever has signed in comes back to `returnTo`. */
  signIn: (returnTo: string) => Promise<void>;
  /** Ends the way back from the issuer. @returns where to go on */
  finishSignIn: () => Promise<string>;
  signOut: () => Promise<void>;
};

/** s that a token must still be good for to be sent. */
const leastSeconds = 30;

export function session(config: Config, origin: string): Session {
  const store = new WebStorageStateStore({ store: sessionStorage });
  const manager = new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    scope: config.scope,
    redirect_uri: `${origin}/signed-in`,
    post_logout_redirect_uri: `${origin}/signed-out`,
    userStore: store,
    stateStore: store,
    // Renewed when a call needs it, with a refresh token only: a hidden frame would need a hole in the page's policy.
    automaticSilentRenew: false,
    monitorSession: false,
    requestTimeoutInSeconds: 15,
  });
  let renewing: Promise<User | null> | undefined;
  const renewed = async (): Promise<string | undefined> => {
    // Calls at the same time share one renewal: a refresh token may be good for one use only.
    renewing ??= manager.signinSilent().finally(() => {
      renewing = undefined;
    });
    try {
      return (await renewing)?.id_token;
    } catch {
      // Refused, or the issuer is away: what is good still, is used until it ends.
      return undefined;
    }
  };

  return {
    async token(fresh = false) {
      const user = await manager.getUser();
      if (!user?.id_token) return undefined;
      const left = user.profile.exp - Date.now() / 1000;
      if (!fresh && left > leastSeconds) return user.id_token;
      const token = user.refresh_token ? await renewed() : undefined;
      return token ?? (left > 0 ? user.id_token : undefined);
    },
    async signIn(returnTo) {
      await manager.signinRedirect({ state: { returnTo } });
    },
    async finishSignIn() {
      const { state } = await manager.signinCallback().then((user) => user ?? { state: undefined });
      return ownPath(state);
    },
    async signOut() {
      const user = await manager.getUser();
      await manager.removeUser();
      const { endSessionUrl } = config;
      if (endSessionUrl !== undefined) return location.assign(endSessionUrl);
      const known = await manager.metadataService.getEndSessionEndpoint().catch(() => undefined);
      if (known === undefined) return location.assign('/signed-out');
      await manager.signoutRedirect(user?.id_token ? { id_token_hint: user.id_token } : {});
    },
  };
}

/** A state that somebody else made could send whoever signs in to another site. */
export function ownPath(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('returnTo' in state)) return '/';
  const { returnTo } = state;
  return typeof returnTo === 'string' && /^\/(?![/\\])[!-~]*$/.test(returnTo) ? returnTo : '/';
}
