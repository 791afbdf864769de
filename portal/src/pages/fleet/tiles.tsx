import type { Fleet, SeatStatus } from '@cleandesk/portal-api';
import { Icon } from '../../parts/icon.tsx';
import { When } from '../../parts/when.tsx';
import { count } from '../../words/dates.ts';
import { statuses, statusWords } from '../../words/seats.ts';
import { words } from './words.ts';

/** How many are in which state. A click shows these; a second one shows all again. */
export function Tiles({ fleet, status }: { fleet: Fleet; status: SeatStatus | undefined }) {
  const known = statuses.filter((one) => (fleet.counts[one] ?? 0) > 0 || one === status);
  return (
    <nav aria-label={words.states}>
      <ul class="tiles">
        {known.map((one) => (
          <li key={one}>
            <a
              class={`tile tone-${statusWords[one].tone}`}
              href={one === status ? '/fleet' : `/fleet?status=${one}`}
              {...(one === status && { 'aria-current': 'true' as const })}
            >
              <span class="tile-count">{count(fleet.counts[one] ?? 0)}</span>
              <span class="tile-name">
                <Icon name={statusWords[one].icon} />
                {statusWords[one].title}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p class="quiet">
        {count(fleet.waiting)} {words.waiting} · {words.as} <When at={fleet.at} />
      </p>
    </nav>
  );
}
