import { useState } from 'preact/hooks';
import { faultOf } from '../../api/trouble.ts';
import { useAction } from '../../api/use-action.ts';
import { useDraft } from '../../api/use-draft.ts';
import { Send } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { DateField, focusFault, ReasonField } from '../../parts/field.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { usePortal } from '../../portal.ts';
import { dateField, endOfDay } from '../../words/dates.ts';
import { words } from './words.ts';

type Faults = { reason?: string; until?: string };

export function PlaceHold({ seatId, close, done }: { seatId: string; close: () => void; done: () => void }) {
  const { api } = usePortal();
  const { run, busy, trouble } = useAction();
  const draft = useDraft(`hold.${seatId}`, { reason: '', until: '' });
  const [faults, setFaults] = useState<Faults>({});
  const today = dateField(Date.now());
  const send = async (form: HTMLFormElement) => {
    const { reason } = draft.fields;
    const until = draft.fields.until < today ? undefined : endOfDay(draft.fields.until);
    setFaults({
      ...(reason.trim() === '' && { reason: words.sayWhy }),
      ...(until === undefined && { until: words.chooseDay }),
    });
    if (reason.trim() === '' || until === undefined) return focusFault(form);
    await run(async () => {
      await api('placeHold', {
        parameters: { seatId },
        body: { reason: reason.trim(), until },
        key: draft.key,
      });
      draft.done();
      done();
    });
  };
  return (
    <Dialog title={words.placeTitle} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
      >
        <p>{words.placeSays}</p>
        <ReasonField
          label={words.reason}
          name="reason"
          value={draft.fields.reason}
          set={(value) => draft.set('reason', value)}
          fault={faults.reason ?? faultOf(trouble, 'reason')}
        />
        <DateField
          label={words.until}
          name="until"
          hint={words.untilHint}
          min={today}
          value={draft.fields.until}
          set={(value) => draft.set('until', value)}
          fault={faults.until ?? faultOf(trouble, 'until')}
        />
        <Trouble trouble={trouble} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={close}>
            {words.cancel}
          </button>
          <Send busy={busy}>{words.place}</Send>
        </div>
      </form>
    </Dialog>
  );
}
