import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { mayPass, type Trouble as TroubleOf } from '../api/trouble.ts';
import { usePortal } from '../portal.ts';
import { Icon } from './icon.tsx';

/** What went wrong, in words, beside what was tried. `again` offers to try once more, where that can help. */
export function Trouble({ trouble, again }: { trouble: TroubleOf | undefined; again?: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  // After a failed attempt the focus would stay on a button that says nothing of it.
  useEffect(() => {
    if (trouble && !again) box.current?.scrollIntoView({ block: 'nearest' });
  }, [trouble, again]);
  return (
    <div role="alert" class="trouble-place" ref={box}>
      {trouble && (
        <div class="notice tone-bad">
          <Icon name="alert" />
          <div>
            <p>
              <strong>{trouble.title}.</strong> {trouble.detail}
            </p>
            {trouble.instance !== undefined && (
              <p class="quiet">
                If you ask for help, name this: <code>{trouble.instance}</code>
              </p>
            )}
            <Ways trouble={trouble} {...(again && { again })} />
          </div>
        </div>
      )}
    </div>
  );
}

function Ways({ trouble, again }: { trouble: TroubleOf; again?: () => void }) {
  if (trouble.kind === 'signedOut') return <SignInAgain />;
  if (!again || !mayPass(trouble)) return null;
  return (
    <button type="button" class="button" onClick={again}>
      Try again
    </button>
  );
}

export function SignInAgain() {
  const { session } = usePortal();
  const { url } = useLocation();
  return (
    <button type="button" class="button primary" onClick={() => void session.signIn(url)}>
      Sign in again
    </button>
  );
}
