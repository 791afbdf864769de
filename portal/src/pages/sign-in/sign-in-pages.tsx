import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Page } from '../../parts/page.tsx';
import { usePortal } from '../../portal.ts';
import { words } from './words.ts';

/** Where the issuer sends whoever has signed in. Its code leaves the address bar with the page. */
export function SignedInPage() {
  const { session } = usePortal();
  const { route } = useLocation();
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    session.finishSignIn().then(
      (returnTo) => route(returnTo, true),
      (error: unknown) => {
        history.replaceState(null, '', '/signed-in');
        setFailed(error instanceof Error && error.message !== '' ? error.message : words.unknown);
      },
    );
  }, []);
  if (failed === undefined) return <Page title={words.signingIn}>{words.oneMoment}</Page>;
  return (
    <Page title={words.failedTitle}>
      <p>
        {words.failed} <q>{failed}</q>.
      </p>
      <p>
        <SignIn returnTo="/" />
      </p>
    </Page>
  );
}

export function SignedOutPage() {
  return (
    <Page title={words.outTitle}>
      <p>{words.out}</p>
      <p>
        <SignIn returnTo="/" />
      </p>
    </Page>
  );
}

export function MissingPage() {
  return (
    <Page title={words.missingTitle}>
      <p>{words.missing}</p>
      <p>
        <a class="button primary" href="/">
          {words.home}
        </a>
      </p>
    </Page>
  );
}

function SignIn({ returnTo }: { returnTo: string }) {
  const { session } = usePortal();
  const [failed, setFailed] = useState(false);
  return (
    <>
      <button
        type="button"
        class="button primary"
        onClick={() => {
          session.signIn(returnTo).catch(() => setFailed(true));
        }}
      >
        {words.tryAgain}
      </button>
      {failed && <p class="fault">The sign-in service can’t be reached. Try again in a moment.</p>}
    </>
  );
}
