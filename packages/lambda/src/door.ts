import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { UnreadableEvent } from '@cleandesk/bus';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { DeadLetters } from './dead-letters.ts';
import { correlationIdOf, type Delivery, deliveryOf, probeIdOf } from './deliveries.ts';
import type { doorMeasures } from './measures.ts';
import type { Log, Meter } from './telemetry.ts';

/** What a function's door needs; built once per cold start, in the service's compose.ts. */
export type Door = {
  deadLetters: DeadLetters;
  log: Log;
  meter: Pick<Meter<keyof typeof doorMeasures>, 'count' | 'publish'>;
  /**
   * ms that must be left to begin another record, 5,000 unless said otherwise. A function that is killed in the middle
   * of a batch gets all of it again, also what was done.
   */
  leastMs?: number;
};

/** What a record may ask of the invocation that it came in. */
export type Invocation = {
  /** ms until Lambda kills this invocation. */
  remainingMs(): number;
};

export type Handler = (
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;

/**
 * Failed records of a batch by message id. A `Map` also says what each failed with, for the log; a record that failed
 * with {@link UnreadableEvent} goes to the dead-letter queue at once.
 */
export type Failed = ReadonlySet<string> | ReadonlyMap<string, unknown>;

/** Record after record. What throws is delivered again by the queue; what is unreadable goes to the dead letters. */
export function eachRecord(
  handle: (delivery: Delivery, invocation: Invocation) => Promise<void>,
  door: Door,
): Handler {
  return batch(door, async (deliveries, invocation) => {
    const failed = new Map<string, unknown>();
    for (const delivery of deliveries) {
      if (invocation.remainingMs() < (door.leastMs ?? 5000)) {
        failed.set(delivery.messageId, new OutOfTime());
        continue;
      }
      door.log.correlate(correlationIdOf(delivery.body));
      try {
        await handle(delivery, invocation);
      } catch (error) {
        failed.set(delivery.messageId, error);
      }
    }
    door.log.correlate(undefined);
    return failed;
  });
}

/** The whole batch at once, for who groups work over records. Throwing fails every record. */
export function wholeBatch(
  handle: (deliveries: Delivery[], invocation: Invocation) => Promise<Failed>,
  door: Door,
): Handler {
  return batch(door, handle);
}

function batch(
  door: Door,
  handle: (deliveries: Delivery[], invocation: Invocation) => Promise<Failed>,
): Handler {
  return async (event, context) => {
    const processor = new BatchProcessor(EventType.SQS);
    const failed = new Map<string, unknown>();
    const deliveries = withoutProbes(readable(event.Records, failed), door);
    if (deliveries.length > 0) {
      try {
        const outcome = await handle(deliveries, { remainingMs: () => context.getRemainingTimeInMillis() });
        for (const [messageId, error] of errorsOf(outcome)) failed.set(messageId, error);
      } catch (error) {
        for (const { messageId } of deliveries) failed.set(messageId, error);
      }
    }
    const bodies = new Map(deliveries.map(({ messageId, body }) => [messageId, body]));
    const settle = (record: SQSRecord) =>
      settled(door, record, failed, correlationIdOf(bodies.get(record.messageId)));
    // Whole-batch errors are answered as failed items: a thrown error would also bring back what has been dead-lettered.
    const response = await processPartialResponse(event, settle, processor, {
      throwOnFullBatchFailure: false,
    });
    door.meter.publish();
    return { batchItemFailures: response.batchItemFailures };
  };
}

function readable(records: readonly SQSRecord[], failed: Map<string, unknown>): Delivery[] {
  return records.flatMap((record) => {
    try {
      return [deliveryOf(record)];
    } catch (error) {
      failed.set(record.messageId, error);
      return [];
    }
  });
}

/** A probe has come as far as it shall: what it asks is whether this function can be reached. */
function withoutProbes(deliveries: readonly Delivery[], { log }: Door): Delivery[] {
  return deliveries.filter(({ body }) => {
    const probeId = probeIdOf(body);
    if (probeId !== undefined) log.info('A probe came through', { probeId });
    return probeId === undefined;
  });
}

/** Resolves when the record is done, rejects when the queue shall deliver it again. */
async function settled(
  door: Door,
  record: SQSRecord,
  failed: ReadonlyMap<string, unknown>,
  correlationId: string | undefined,
): Promise<void> {
  const { messageId } = record;
  if (!failed.has(messageId)) {
    door.meter.count('RecordHandled');
    return;
  }
  const error = failed.get(messageId);
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  // A whole batch is settled at its end, when no line belongs to one story any more.
  const what = { messageId, receiveCount, ...(correlationId === undefined ? {} : { correlationId }) };
  if (!(error instanceof UnreadableEvent)) {
    door.meter.count(error instanceof OutOfTime ? 'RecordPostponed' : 'RecordFailed');
    door.log.error('A record failed and will be delivered again', error, what);
    throw error;
  }
  try {
    await door.deadLetters.put({ messageId, body: record.body, reason: error.reason });
  } catch (refusal) {
    door.meter.count('RecordFailed');
    door.log.error('The dead-letter queue did not take an unreadable event', refusal, what);
    throw refusal;
  }
  door.meter.count('RecordUnreadable');
  door.log.warn('An unreadable event went to the dead-letter queue', { ...what, reason: error.reason });
}

const errorsOf = (failed: Failed): ReadonlyMap<string, unknown> =>
  failed instanceof Map ? failed : new Map([...failed.keys()].map((messageId) => [messageId, new Failure()]));

/** A record that its handler reported as failed without saying with what; the handler has logged it. */
class Failure extends Error {
  override readonly name = 'Failure';
}

/** Not begun: the invocation would have been killed in the middle of it. */
class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
  constructor() {
    super('Too little time was left in this invocation');
  }
}
