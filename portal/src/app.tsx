import { useMemo, useState } from 'preact/hooks';
import { LocationProvider, useLocation } from 'preact-iso';
import { api } from './api/client.ts';
import { useAnswer } from './api/use-answer.ts';
import { closedPage, openPage } from './pages/pages.tsx';
import { MissingPage } from './pages/sign-in/sign-in-pages.tsx';
import { PortalContext } from './portal.ts';
import { Gate } from './session/gate.tsx';
import { session } from './session/session.ts';
import { Shell } from './shell/shell.tsx';
import type { Config } from './start/config.ts';

type Opening = {
  config: Config;
  /** Of the mail's link that led here. */
  linkToken: string | undefined;
};

export function App({ config, linkToken }: Opening) {
  const own = useMemo(() => session(config, location.origin), [config]);
  const call = useMemo(() => api(config.apiUrl, own), [config, own]);
  const [isIn, setIn] = useState(false);
  // Only the shell needs it. Where it can't be had, the page says why, and it is asked for again.
  const me = useAnswer(`me ${isIn}`, async (signal) => (isIn ? await call('me', { signal }) : undefined), {
    everyMs: 60_000,
  });
  const portal = {
    config,
    session: own,
    api: call,
    me: me.state === 'ready' ? me.value : undefined,
  };
  return (
    <PortalContext.Provider value={portal}>
      <LocationProvider>
        <Shell isIn={isIn}>
          <Pages linkToken={linkToken} isIn={isIn} enter={() => setIn(true)} />
        </Shell>
      </LocationProvider>
    </PortalContext.Provider>
  );
}

function Pages({
  linkToken,
  isIn,
  enter,
}: {
  linkToken: string | undefined;
  isIn: boolean;
  enter: () => void;
}) {
  const { path } = useLocation();
  const open = openPage(path, linkToken);
  if (open) return open;
  const page = closedPage(path);
  if (!page) return <MissingPage />;
  return (
    <Gate isIn={isIn} enter={enter}>
      {page}
    </Gate>
  );
}
