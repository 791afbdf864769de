import type { BodyOf, Request, Seat } from '@cleandesk/portal-api';
import { useState } from 'preact/hooks';
import { faultOf } from '../../api/trouble.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useDraft } from '../../api/use-draft.ts';
import { Send } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { DateField, focusFault, ReasonField, TextField } from '../../parts/field.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { usePortal } from '../../portal.ts';
import { daysAhead, endOfDay, latestDay } from '../../words/dates.ts';
import { type ActionKind, actions, giveBackWords, saysOf } from './words.ts';

type Fields = { reason: string; until: string; typed: string };
type Faults = Partial<Record<keyof Fields, string>>;

/** Says what an action does and what is lost by it, and asks for what it needs. */
export function ActionDialog(given: {
  kind: ActionKind;
  seat: Seat;
  close: () => void;
  done: (request: Request) => void;
}) {
  const { kind, seat, close, done } = given;
  const { api } = usePortal();
  const said = actions[kind];
  const { run, busy, trouble } = useAction();
  const draft = useDraft<Fields>(`${kind}.${seat.seatId}`, { reason: '', until: '', typed: '' });
  const { fields } = draft;
  const [faults, setFaults] = useState<Faults>({});
  const longest = useLongest(kind, seat);
  const now = Date.now();

  const send = async (form: HTMLFormElement) => {
    const found = faultsIn(kind, fields);
    setFaults(found);
    if (Object.keys(found).length > 0) return focusFault(form);
    await run(async () => {
      const request = await api('ask', { body: bodyOf(kind, seat.seatId, fields), key: draft.key });
      draft.done();
      done(request);
    });
  };

  return (
    <Dialog title={said.title} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
      >
        {saysOf(kind, seat).map((line) => (
          <p key={line}>{line}</p>
        ))}
        {kind === 'extend' && (
          <DateField
            label="Until when"
            name="until"
            min={daysAhead(now, 1)}
            max={longest === undefined ? undefined : latestDay(now, longest)}
            hint={longest === undefined ? undefined : `At most ${longest} days from now.`}
            value={fields.until}
            set={(value) => draft.set('until', value)}
            fault={faults.until ?? faultOf(trouble, 'until')}
          />
        )}
        <ReasonField
          label="Reason"
          name="reason"
          optional={kind !== 'extend'}
          value={fields.reason}
          set={(value) => draft.set('reason', value)}
          fault={faults.reason ?? faultOf(trouble, 'reason')}
        />
        {kind === 'return' && (
          <TextField
            label={`To be sure, type: ${giveBackWords}`}
            name="typed"
            value={fields.typed}
            set={(value) => draft.set('typed', value)}
            fault={faults.typed}
            input={{ autocapitalize: 'none', spellcheck: false }}
          />
        )}
        <Trouble trouble={trouble} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <Send busy={busy} danger={said.danger}>
            {said.send}
          </Send>
        </div>
      </form>
    </Dialog>
  );
}

function faultsIn(kind: ActionKind, fields: Fields): Faults {
  const faults: Faults = {};
  if (kind === 'extend' && endOfDay(fields.until) === undefined) faults.until = 'Choose a day.';
  if (kind === 'extend' && fields.reason.trim() === '')
    faults.reason = 'Say why: whoever approves it reads this.';
  if (kind === 'return' && fields.typed.trim().toLowerCase() !== giveBackWords)
    faults.typed = `Type the words “${giveBackWords}” to go on.`;
  return faults;
}

function bodyOf(kind: ActionKind, seatId: string, fields: Fields): BodyOf<'ask'> {
  const reason = fields.reason.trim();
  if (kind === 'extend') return { kind, seatId, reason, until: endOfDay(fields.until) ?? '' };
  return { kind, seatId, ...(reason !== '' && { reason }) };
}

/** days that the offer of this desktop may be kept; only asked for where a date is. */
function useLongest(kind: ActionKind, seat: Seat): number | undefined {
  const { api } = usePortal();
  const offerId = seat.lease?.offerId;
  const isAsked = kind === 'extend' && offerId !== undefined;
  const offers = useAnswer(`offers ${isAsked}`, async (signal) =>
    isAsked ? (await api('offers', { signal })).items : [],
  );
  if (offers.state !== 'ready') return undefined;
  return offers.value.find((offer) => offer.offerId === offerId)?.longestDays;
}
