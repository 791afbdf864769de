import type { Pause } from '@cleandesk/portal-api';
import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { announce } from '../../parts/announce.tsx';
import { Notice } from '../../parts/badge.tsx';
import { Send } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { Since } from '../../parts/when.tsx';
import { usePortal } from '../../portal.ts';
import { words } from './words.ts';

/** What waits for a person, before all else. */
export function Pauses({ pauses, again }: { pauses: readonly Pause[]; again: () => void }) {
  const [resuming, setResuming] = useState<Pause>();
  const [resumed, setResumed] = useState<readonly string[]>([]);
  if (pauses.length === 0) return null;
  return (
    <section aria-labelledby="paused">
      <h2 id="paused">{words.pausedTitle}</h2>
      <ul class="plain">
        {pauses.map((pause) => (
          <li key={nameOf(pause)}>
            <Notice tone="bad" icon="pause">
              <p>
                <strong>{nameOf(pause)}</strong>{' '}
                <span class="quiet">
                  {words.since} <Since at={pause.since} />
                </span>
              </p>
              <p>{pause.because}</p>
              {resumed.includes(keyOf(pause)) ? (
                <p>{words.resumed}</p>
              ) : (
                <button type="button" class="button" onClick={() => setResuming(pause)}>
                  {words.resume}
                  <span class="unseen">: {nameOf(pause)}</span>
                </button>
              )}
            </Notice>
          </li>
        ))}
      </ul>
      {resuming && (
        <ResumeDialog
          pause={resuming}
          close={() => setResuming(undefined)}
          done={() => {
            setResumed([...resumed, keyOf(resuming)]);
            setResuming(undefined);
            announce(words.resumed);
            again();
          }}
        />
      )}
    </section>
  );
}

function ResumeDialog({ pause, close, done }: { pause: Pause; close: () => void; done: () => void }) {
  const { api } = usePortal();
  const { run, busy, trouble } = useAction();
  const resume = () =>
    run(async () => {
      await api('resume', { body: { scope: pause.scope } });
      done();
    });
  return (
    <Dialog title={words.resumeTitle} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void resume();
        }}
      >
        <p>
          <strong>{nameOf(pause)}</strong>
        </p>
        <p>{pause.because}</p>
        <p>{words.resumeSays}</p>
        <Trouble trouble={trouble} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={close}>
            {words.cancel}
          </button>
          <Send busy={busy} danger>
            {words.resume}
          </Send>
        </div>
      </form>
    </Dialog>
  );
}

function nameOf({ scope }: Pause): string {
  return 'policy' in scope
    ? words.pausedPolicy(scope.policy)
    : words.pausedBundle(scope.bundleId, scope.directoryId);
}

/** The same scope that is paused once more later can be resumed once more. */
const keyOf = (pause: Pause) => `${nameOf(pause)} ${pause.since}`;
