import type { TimelineEntry } from '@cleandesk/portal-api';
import { usePages } from '../api/use-pages.ts';
import { usePortal } from '../portal.ts';
import { sayEvent } from '../words/events.ts';
import { factName, factValue } from '../words/facts.ts';
import { Loaded } from './loaded.tsx';
import { type Moment, More, Timeline } from './timeline.tsx';
import { Trouble } from './trouble.tsx';
import { When } from './when.tsx';

/** What happened to a desktop. `turn` loads it again. */
export function SeatTimeline({ seatId, turn, limit }: { seatId: string; turn: string; limit: number }) {
  const { api } = usePortal();
  const pages = usePages<TimelineEntry>(`timeline ${seatId} ${turn}`, (cursor, signal) =>
    api('timeline', {
      parameters: { seatId },
      query: { limit, ...(cursor !== undefined && { cursor }) },
      ...(signal && { signal }),
    }),
  );
  return (
    <Loaded from={pages} boxes={2}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <p class="quiet">Nothing has happened yet.</p>
          ) : (
            <Timeline label="What happened, the newest first" moments={items.map(momentOf)} />
          )}
          <Trouble trouble={pages.moreTrouble} />
          <More more={pages.more} busy={pages.loadingMore} />
        </>
      )}
    </Loaded>
  );
}

function momentOf(entry: TimelineEntry, index: number): Moment {
  const { at, text, facts } = entry;
  const body = (
    <>
      <p>{text}</p>
      {facts && Object.keys(facts).length > 0 && <Facts facts={facts} what={entry.what} />}
    </>
  );
  return { key: `${at} ${entry.what} ${index}`, at, ...sayEvent(entry), body };
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
