import type { FleetSeat } from '@cleandesk/portal-api';
import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { announce } from '../../parts/announce.tsx';
import { Send } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { When } from '../../parts/when.tsx';
import { usePortal } from '../../portal.ts';
import { PlaceHold } from './place-hold.tsx';
import { words } from './words.ts';

/** Whether a person protects this desktop. What is asked for here comes back seconds later, so that it is said meanwhile. */
export function HoldSection({ seat, again }: { seat: FleetSeat; again: () => void }) {
  const [open, setOpen] = useState<'place' | 'lift'>();
  const { hold } = seat;
  const mark = `${hold?.until ?? 'none'} ${hold?.holdId ?? ''}`;
  const [asked, setAsked] = useState<{ text: string; whileSeen: string }>();
  const close = () => setOpen(undefined);
  const done = (text: string) => {
    setOpen(undefined);
    setAsked({ text, whileSeen: mark });
    announce(text);
    again();
  };
  return (
    <section class="sheet" aria-labelledby="hold">
      <h2 id="hold">{words.holdTitle}</h2>
      {hold ? (
        <p>
          Until <When at={hold.until} />
          {hold.owner !== undefined && ` by ${hold.owner}`}
          {hold.reason !== undefined && `: ${hold.reason}`}
        </p>
      ) : (
        <p>{words.noHold}</p>
      )}
      {hold && hold.holdId === undefined && <p class="quiet">{words.byTag}</p>}
      {asked?.whileSeen === mark && <p class="notice tone-busy">{asked.text}</p>}
      <div class="actions">
        {hold?.holdId !== undefined && (
          <button type="button" class="button" onClick={() => setOpen('lift')}>
            {words.lift}
          </button>
        )}
        {!hold && (
          <button type="button" class="button" onClick={() => setOpen('place')}>
            {words.place}
          </button>
        )}
      </div>
      {open === 'place' && <PlaceHold seatId={seat.seatId} close={close} done={() => done(words.placed)} />}
      {open === 'lift' && hold?.holdId !== undefined && (
        <LiftHold seatId={seat.seatId} holdId={hold.holdId} close={close} done={() => done(words.lifted)} />
      )}
    </section>
  );
}

function LiftHold(given: { seatId: string; holdId: string; close: () => void; done: () => void }) {
  const { seatId, holdId, close, done } = given;
  const { api } = usePortal();
  const { run, busy, trouble } = useAction();
  const lift = () =>
    run(async () => {
      await api('liftHold', { parameters: { seatId, holdId } });
      done();
    });
  return (
    <Dialog title={words.liftTitle} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void lift();
        }}
      >
        <p>{words.liftSays}</p>
        <Trouble trouble={trouble} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={close}>
            {words.cancel}
          </button>
          <Send busy={busy} danger>
            {words.lift}
          </Send>
        </div>
      </form>
    </Dialog>
  );
}
