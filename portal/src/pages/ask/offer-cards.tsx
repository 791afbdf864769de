import type { Offer } from '@cleandesk/portal-api';
import { useId } from 'preact/hooks';
import generic from '../../pictures/generic.svg';
import graphics from '../../pictures/graphics.svg';
import linux from '../../pictures/linux.svg';
import windows from '../../pictures/windows.svg';
import { count, money } from '../../words/dates.ts';
import { words } from './words.ts';

const pictures: Readonly<Record<Offer['picture'], string>> = { windows, linux, graphics, generic };

/** One of these. A card is the label of its radio button, so that all of it can be clicked. */
export function OfferCards(given: {
  offers: readonly Offer[];
  chosen: string;
  choose: (offerId: string) => void;
  fault: string | undefined;
}) {
  const id = useId();
  const { offers, chosen, choose, fault } = given;
  return (
    <fieldset
      class={fault ? 'offers faulty' : 'offers'}
      {...(fault && { 'aria-describedby': `${id}-fault` })}
    >
      <legend>{words.choose}</legend>
      <div class="offer-cards">
        {offers.map((offer, index) => (
          <label key={offer.offerId} class="offer">
            <input
              type="radio"
              name="offerId"
              value={offer.offerId}
              checked={offer.offerId === chosen}
              onChange={() => choose(offer.offerId)}
              {...(fault && index === 0 && { 'aria-invalid': 'true' as const })}
            />
            <OfferCard offer={offer} />
          </label>
        ))}
      </div>
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}

function OfferCard({ offer }: { offer: Offer }) {
  const { vcpu, memoryGib, storageGib } = offer.size;
  return (
    <span class="offer-card">
      <img src={pictures[offer.picture]} alt="" width={320} height={160} />
      <span class="offer-text">
        <span class="offer-title">{offer.title}</span>
        <span class="offer-about">{offer.description}</span>
        <span class="offer-size">
          <span>{count(vcpu)} vCPU</span> <span>{count(memoryGib)} GiB memory</span>{' '}
          <span>{count(storageGib)} GiB storage</span>
        </span>
        <span class="offer-foot">
          <span>
            <strong class="price">{money(offer.monthlyPrice)}</strong>{' '}
            <span class="quiet">{words.aMonth}</span>
          </span>
          <span class="quiet">{words.approvals(offer.approvals)}</span>
        </span>
      </span>
    </span>
  );
}
