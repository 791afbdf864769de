import type { Request } from '@cleandesk/portal-api';
import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { announce } from '../../parts/announce.tsx';
import { Send } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { usePortal } from '../../portal.ts';
import { words } from './words.ts';

export function Withdraw({ request, show }: { request: Request; show: (request: Request) => void }) {
  const { api } = usePortal();
  const { run, busy, trouble, forget } = useAction();
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    forget();
  };
  const withdraw = () =>
    run(async () => {
      const answer = await api('withdraw', { parameters: { requestId: request.requestId } });
      setAsking(false);
      show(answer);
      announce(words.taken);
    });
  return (
    <div class="actions">
      <button type="button" class="button" onClick={() => setAsking(true)}>
        {words.withdraw}
      </button>
      {asking && (
        <Dialog title={words.withdrawTitle} close={close}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void withdraw();
            }}
          >
            <p>{words.withdrawSays}</p>
            <Trouble trouble={trouble} />
            <div class="dialog-actions">
              <button type="button" class="button" onClick={close}>
                {words.keep}
              </button>
              <Send busy={busy}>{words.withdraw}</Send>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
