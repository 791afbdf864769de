import type { AwsEvent, Cancel, Clock, EventSink } from '../kernel.ts';
import { isPlain } from '../protocol/wire.ts';
import { signedFor } from './sign.ts';

type Entry = { Source: string; DetailType: string; Time: number; Resources: string[]; Detail: string };
type Waiting = { entry: Entry; region: string };

/** EventBridge takes 10 entries and 256 kB a call; a create of 25 desktops with tags is a large entry. */
const batchSize = 10;
const batchBytes = 200_000;
const mostWaiting = 20_000;
const retryMs = 500;

/**
 * AWS's own events on their way to the default bus of the base emulator: in order, tried again while the base
 * is not up. Above 20,000 waiting events the oldest are given up, and counted.
 */
export class EventDoor implements EventSink {
  readonly counts = { delivered: 0, refused: 0, givenUp: 0 };
  private readonly url: string;
  private readonly clock: Clock;
  private waiting: Waiting[] = [];
  private sending = false;
  private retry: Cancel | undefined;
  private closed = false;
  private failing = false;

  /** `url` takes the body of EventBridge's PutEvents with sources that begin with `aws.`. */
  constructor(url: string, clock: Clock) {
    this.url = url;
    this.clock = clock;
  }

  emit(event: AwsEvent, place: { region: string }): void {
    if (this.closed) return;
    this.waiting.push({ entry: entryOf(event), region: place.region });
    if (this.waiting.length > mostWaiting) {
      this.waiting.shift();
      this.counts.givenUp += 1;
    }
    this.wake();
  }

  get backlog(): number {
    return this.waiting.length;
  }

  /** What still waits is lost. */
  close(): void {
    this.closed = true;
    this.retry?.();
    this.waiting = [];
  }

  private wake(): void {
    if (this.sending || this.retry !== undefined || this.waiting.length === 0 || this.closed) return;
    this.sending = true;
    void this.send().then((sent) => {
      this.sending = false;
      if (!sent && !this.closed) {
        this.retry = this.clock.at(this.clock.now() + retryMs, () => {
          this.retry = undefined;
          this.wake();
        });
      }
      this.wake();
    });
  }

  /** Whether the base took the batch. Entries that it refused would be refused again: they are counted. */
  private async send(): Promise<boolean> {
    const region = this.waiting[0]?.region ?? '';
    const batch = this.waiting.splice(0, fitting(this.waiting));
    const taken = await putEvents(
      this.url,
      region,
      batch.map(({ entry }) => entry),
    );
    if ('reason' in taken) {
      this.waiting.unshift(...batch);
      // Once per outage: it is normal that the base comes up later, and a wrong --events must be seen.
      if (!this.failing) console.error(`Events wait: ${this.url} does not take them (${taken.reason}).`);
      this.failing = true;
      return false;
    }
    this.failing = false;
    this.counts.delivered += batch.length - taken.failed;
    this.counts.refused += taken.failed;
    if (taken.failed > 0)
      console.error(`The base emulator refused ${taken.failed} of ${batch.length} events.`);
    return true;
  }
}

const entryOf = (event: AwsEvent): Entry => ({
  Source: event.source,
  DetailType: event.detailType,
  Time: Math.floor(event.time / 1000),
  Resources: event.resources ?? [],
  Detail: JSON.stringify(event.detail),
});

/** How many of the first in the queue go together: one region, and within EventBridge's limits. At least one. */
function fitting(waiting: readonly Waiting[]): number {
  let bytes = 0;
  let count = 0;
  for (const { entry, region } of waiting.slice(0, batchSize)) {
    bytes += Buffer.byteLength(entry.Detail);
    if (count > 0 && (bytes > batchBytes || region !== waiting[0]?.region)) break;
    count += 1;
  }
  return count;
}

/** How many entries were refused, or why the base did not take the call at all. */
async function putEvents(
  url: string,
  region: string,
  entries: readonly Entry[],
): Promise<{ failed: number } | { reason: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSEvents.PutEvents',
        authorization: signedFor('events', region),
      },
      body: JSON.stringify({ Entries: entries }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { reason: `HTTP ${response.status}` };
    }
    const answer: unknown = await response.json();
    const count = isPlain(answer) ? answer.FailedEntryCount : undefined;
    return { failed: typeof count === 'number' ? count : 0 };
  } catch (error) {
    // Not up yet, restarting, or not an EventBridge: the events wait.
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
