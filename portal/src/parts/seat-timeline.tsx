import type { TimelineEntry } from '@cleandesk/portal-api';
import { usePages } from '../api/use-pages.ts';
import { usePortal } from '../portal.ts';
import { sayEvent } from '../words/events.ts';
import { factName, factValue } from '../words/facts.ts';
import { Loaded } from './loaded.tsx';
import { type Moment, More, Timeline } from './timeline.tsx';
import { Trouble } from './trouble.tsx';
import { When } from './when.tsx';

/** How often what is being looked at looks itself: not everything that happens changes the desktop's state. */
const everyMs = 15_000;

/** What happened to a desktop. `turn` loads it again. */
export function SeatTimeline({ seatId, turn, limit }: { seatId: string; turn: string; limit: number }) {
  const { api } = usePortal();
  const pages = usePages<TimelineEntry>(
    `timeline ${seatId} ${turn}`,
    (cursor, signal) =>
      api('timeline', {
        parameters: { seatId },
        query: { limit, ...(cursor !== undefined && { cursor }) },
        ...(signal && { signal }),
      }),
    { growsEveryMs: everyMs },
  );
  return (
    <Loaded from={pages} boxes={2}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <p class="quiet">Nothing has happened yet.</p>
          ) : (
            <Timeline label="What happened, the newest first" moments={momentsOf(items)} />
          )}
          <Trouble trouble={pages.moreTrouble} />
          <More more={pages.more} busy={pages.loadingMore} />
        </>
      )}
    </Loaded>
  );
}

/** Their keys stay when something is put before them, so that what was opened stays open. */
function momentsOf(items: readonly TimelineEntry[]): Moment[] {
  const alike = new Map<string, number>();
  return items
    .toReversed()
    .map((entry) => {
      const name = `${entry.at} ${entry.what}`;
      alike.set(name, (alike.get(name) ?? 0) + 1);
      return momentOf(entry, `${name} ${alike.get(name)}`);
    })
    .toReversed();
}

function momentOf(entry: TimelineEntry, key: string): Moment {
  const { at, text, facts } = entry;
  const body = (
    <>
      <p>{text}</p>
      {facts && Object.keys(facts).length > 0 && <Facts facts={facts} what={entry.what} />}
    </>
  );
  return { key, at, ...sayEvent(entry), body };
}

function Facts({ facts, what }: { facts: Record<string, string>; what: string }) {
  return (
    <details>
      <summary>{what === 'ResetCompleted' ? 'The receipt' : 'Details'}</summary>
      <dl class="receipt">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name}>
            <dt>{factName(name)}</dt>
            <dd>
              <FactValue name={name} value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function FactValue({ name, value }: { name: string; value: string }) {
  const said = factValue(name, value);
  return 'at' in said ? <When at={said.at} /> : said.text;
}
