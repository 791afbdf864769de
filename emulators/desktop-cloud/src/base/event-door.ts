import type { AwsEvent, Cancel, Clock, EventSink } from '../kernel.ts';
import { isPlain } from '../protocol/wire.ts';
import { signedFor } from './sign.ts';

type Waiting = { event: AwsEvent; region: string };

const batchSize = 10;
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

  /** `url` takes the body of EventBridge's PutEvents with sources that begin with `aws.`. */
  constructor(url: string, clock: Clock) {
    this.url = url;
    this.clock = clock;
  }

  emit(event: AwsEvent, place: { region: string }): void {
    if (this.closed) return;
    this.waiting.push({ event, region: place.region });
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
    const end = this.waiting.slice(0, batchSize).findIndex((one) => one.region !== region);
    const batch = this.waiting.splice(0, end === -1 ? batchSize : end);
    const failed = await putEvents(
      this.url,
      region,
      batch.map(({ event }) => event),
    );
    if (failed === undefined) {
      this.waiting.unshift(...batch);
      return false;
    }
    this.counts.delivered += batch.length - failed;
    this.counts.refused += failed;
    if (failed > 0) console.error(`The base emulator refused ${failed} of ${batch.length} events.`);
    return true;
  }
}

/** How many entries were refused; `undefined` when the base did not take the call. */
async function putEvents(
  url: string,
  region: string,
  events: readonly AwsEvent[],
): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSEvents.PutEvents',
        authorization: signedFor('events', region),
      },
      body: JSON.stringify({
        Entries: events.map((event) => ({
          Source: event.source,
          DetailType: event.detailType,
          Time: Math.floor(event.time / 1000),
          Resources: event.resources ?? [],
          Detail: JSON.stringify(event.detail),
        })),
      }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer: unknown = await response.json();
    if (!response.ok) return undefined;
    return isPlain(answer) && typeof answer.FailedEntryCount === 'number' ? answer.FailedEntryCount : 0;
  } catch {
    // Not up yet, restarting, or not an EventBridge: the events wait.
    return undefined;
  }
}
