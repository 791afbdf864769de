import type { BodyOf, Offer } from '@cleandesk/portal-api';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { faultOf } from '../../api/trouble.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useDraft } from '../../api/use-draft.ts';
import { Send } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { DateField, focusFault, ReasonField } from '../../parts/field.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { usePortal } from '../../portal.ts';
import { daysAhead, endOfDay, latestDay } from '../../words/dates.ts';
import { OfferCards } from './offer-cards.tsx';
import { words } from './words.ts';

export function AskPage() {
  const { api } = usePortal();
  const offers = useAnswer('offers', async (signal) => (await api('offers', { signal })).items);
  return (
    <Page title={words.title} lead={words.lead}>
      <Loaded from={offers} boxes={3}>
        {(items) =>
          items.length === 0 ? (
            <Empty picture="desk" title={words.noneTitle}>
              {words.none}
            </Empty>
          ) : (
            <AskForm offers={items} />
          )
        }
      </Loaded>
    </Page>
  );
}

type Fields = { offerId: string; reason: string; until: string };
type Faults = Partial<Record<keyof Fields, string>>;

function AskForm({ offers }: { offers: readonly Offer[] }) {
  const { api } = usePortal();
  const { route } = useLocation();
  const { run, busy, trouble } = useAction();
  const draft = useDraft<Fields>('ask', { offerId: '', reason: '', until: '' });
  const { fields } = draft;
  const [faults, setFaults] = useState<Faults>({});
  const chosen = offers.find(({ offerId }) => offerId === fields.offerId);
  const longest = chosen?.longestDays;
  const now = Date.now();

  const send = async (form: HTMLFormElement) => {
    const found = faultsIn(fields, chosen);
    setFaults(found);
    if (Object.keys(found).length > 0) return focusFault(form);
    await run(async () => {
      const request = await api('ask', { body: bodyOf(fields), key: draft.key });
      draft.done();
      route(`/requests/${request.requestId}`);
    });
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      <OfferCards
        offers={offers}
        chosen={fields.offerId}
        choose={(offerId) => draft.set('offerId', offerId)}
        fault={faults.offerId ?? faultOf(trouble, 'offerId')}
      />
      <div class="form">
        <ReasonField
          label={words.reason}
          name="reason"
          hint={words.reasonHint}
          value={fields.reason}
          set={(value) => draft.set('reason', value)}
          fault={faults.reason ?? faultOf(trouble, 'reason')}
        />
        <DateField
          label={words.until}
          name="until"
          optional={longest === undefined}
          hint={longest === undefined ? words.untilOptional : words.untilHint(longest)}
          min={daysAhead(now, 1)}
          max={longest === undefined ? undefined : latestDay(now, longest)}
          value={fields.until}
          set={(value) => draft.set('until', value)}
          fault={faults.until ?? faultOf(trouble, 'until')}
        />
        <Trouble trouble={trouble} />
        <Send busy={busy}>{words.send}</Send>
      </div>
    </form>
  );
}

function faultsIn(fields: Fields, chosen: Offer | undefined): Faults {
  const faults: Faults = {};
  if (!chosen) faults.offerId = words.chooseOne;
  if (fields.reason.trim() === '') faults.reason = words.sayWhy;
  const { longestDays } = chosen ?? {};
  const isBounded = longestDays !== undefined;
  if ((isBounded || fields.until !== '') && endOfDay(fields.until) === undefined)
    faults.until = words.chooseDay;
  if (isBounded && fields.until > latestDay(Date.now(), longestDays))
    faults.until = words.untilHint(longestDays);
  return faults;
}

function bodyOf({ offerId, reason, until }: Fields): BodyOf<'ask'> {
  const day = endOfDay(until);
  return { kind: 'desktop', offerId, reason: reason.trim(), ...(day !== undefined && { until: day }) };
}
