import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type Trouble as TroubleOf, unreachable } from '../api/trouble.ts';
import { Page } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { usePortal } from '../portal.ts';

/** What only somebody who is signed in can see. Whoever is not, is sent to sign in and comes back here. */
export function Gate(given: { isIn: boolean; enter: () => void; children: ComponentChildren }) {
  const { session } = usePortal();
  const { url } = useLocation();
  const { isIn, enter } = given;
  const [trouble, setTrouble] = useState<TroubleOf>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (isIn) return;
    const look = async () => {
      if ((await session.token()) !== undefined) return enter();
      await session.signIn(url);
    };
    setTrouble(undefined);
    look().catch(() => setTrouble({ ...unreachable, title: 'The sign-in service can’t be reached' }));
  }, [isIn, turn]);
  if (isIn) return <>{given.children}</>;
  return (
    <Page title="Signing in">
      {trouble ? <Trouble trouble={trouble} again={() => setTurn(turn + 1)} /> : <Skeleton boxes={1} />}
    </Page>
  );
}
