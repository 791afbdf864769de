import type { FleetSeat, SeatStatus } from '@cleandesk/portal-api';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { usePages } from '../../api/use-pages.ts';
import { Badge } from '../../parts/badge.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { More } from '../../parts/timeline.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { Since, When } from '../../parts/when.tsx';
import { usePortal } from '../../portal.ts';
import { statusWords } from '../../words/seats.ts';
import { words } from './words.ts';

type Wanted = { status: SeatStatus | undefined; user: string | undefined };

export function SeatList({ status, user }: Wanted) {
  const { api } = usePortal();
  const pages = usePages<FleetSeat>(`seats ${status ?? ''} ${user ?? ''}`, (cursor, signal) =>
    api('seats', {
      query: {
        ...(status !== undefined && { status }),
        ...(user !== undefined && { user }),
        ...(cursor !== undefined && { cursor }),
      },
      ...(signal && { signal }),
    }),
  );
  const title = status === undefined ? words.listTitle : `${words.listTitle}: ${statusWords[status].title}`;
  const isFiltered = status !== undefined || user !== undefined;
  return (
    <section aria-labelledby="seats">
      <div class="list-head">
        <h2 id="seats">{title}</h2>
        <Search status={status} user={user} />
      </div>
      <Loaded from={pages} boxes={5}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty picture="desk" title={isFiltered ? words.emptyTitle : words.noneTitle}>
              {isFiltered ? words.empty : words.none}
            </Empty>
          ) : (
            <>
              <ul class="rows">
                {items.map((seat) => (
                  <SeatRow key={seat.seatId} seat={seat} />
                ))}
              </ul>
              <Trouble trouble={pages.moreTrouble} />
              <More more={pages.more} busy={pages.loadingMore} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function SeatRow({ seat }: { seat: FleetSeat }) {
  return (
    <li class="row">
      <span class="row-icon">
        <Icon name="person" />
      </span>
      <div class="row-text">
        <a class="row-link" href={`/seats/${seat.seatId}`}>
          {seat.userName}
        </a>
        <p class="quiet row-notes">
          <span>{seat.policy ?? words.noPolicy}</span>
          {seat.workspaceId !== undefined && <code>{seat.workspaceId}</code>}
          <span>
            {seat.resetDueAt === undefined ? 'Changed' : 'Reset'}{' '}
            <Since at={seat.resetDueAt ?? seat.changedAt} />
          </span>
          {seat.hold && (
            <span>
              On hold until <When at={seat.hold.until} />
            </span>
          )}
        </p>
      </div>
      <Badge {...statusWords[seat.status]} />
    </li>
  );
}

function Search({ status, user }: Wanted) {
  const { route } = useLocation();
  const [typed, setTyped] = useState(user ?? '');
  useEffect(() => setTyped(user ?? ''), [user]);
  const address = (name: string) => {
    const query = new URLSearchParams();
    if (status !== undefined) query.set('status', status);
    if (name !== '') query.set('user', name);
    return `/fleet${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <search>
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          route(address(typed.trim()));
        }}
      >
        <label for="user">{words.search}</label>
        <input
          id="user"
          type="search"
          autocomplete="off"
          spellcheck={false}
          placeholder={words.searchHint}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button type="submit" class="button">
          {words.find}
        </button>
        {user !== undefined && (
          <a class="button" href={address('')}>
            {words.clear}
          </a>
        )}
      </form>
    </search>
  );
}
