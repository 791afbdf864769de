import { join } from 'node:path';
import { type AwsApi, AwsFault, type CallContext, type Clock, type TargetInvoker } from '../kernel.ts';
import type { WireAnswer, WireRequest } from '../protocol/wire.ts';
import { fileJournal, memoryJournal } from '../state/journal.ts';
import { Book } from './book.ts';
import { Deliveries } from './delivery.ts';
import { schedulerOperations } from './operations.ts';
import { type JournalRecord, journalRecord, scheduleArn } from './records.ts';
import { refuse, schedulerCall, schedulerTarget } from './rest.ts';
import { Runner } from './runner.ts';

export { schedulerCall } from './rest.ts';

/** One schedule as `/_control/state` shows it. */
export type ScheduleState = {
  arn: string;
  group: string;
  name: string;
  expression: string;
  state: 'ENABLED' | 'DISABLED';
  target: string;
  /** ISO time of the next run; absent when it will not run any more. */
  nextRun?: string;
};

export type Scheduler = {
  api: AwsApi;
  /** A whole request, for those who do not take `schedulerCall` and `api` apart. Never rejects for a caller's fault. */
  handle(request: WireRequest, context: CallContext): Promise<WireAnswer>;
  list(): ScheduleState[];
  /** What neither its target nor a dead-letter queue took since the start. */
  lost(): number;
  reset(): void;
  close(): void;
};

/**
 * EventBridge Scheduler. Begins to run what is stored at once: one-time schedules that came due while nobody ran
 * fire now.
 * @param store directory of the journal; without one, schedules live as long as the process
 */
export function createScheduler(parts: {
  clock: Clock;
  invoker: TargetInvoker;
  store?: string | undefined;
}): Scheduler {
  const { clock, invoker, store } = parts;
  const journal =
    store === undefined
      ? memoryJournal<JournalRecord>()
      : fileJournal(join(store, 'schedules.jsonl'), (value) => journalRecord.parse(value));
  const book = new Book(journal, clock);
  let deliveries = new Deliveries(clock, invoker);
  const runner = new Runner(clock, book, { start: (...delivery) => deliveries.start(...delivery) });
  runner.resume();
  const operations = schedulerOperations(book, runner, clock);

  return {
    api: { name: 'Scheduler', target: schedulerTarget, operations },

    async handle(request, context) {
      const call = schedulerCall(request);
      try {
        const operation = call === undefined ? undefined : operations.get(call.operation);
        if (call === undefined || operation === undefined) {
          throw new AwsFault(
            'UnknownOperationException',
            `${request.method} ${request.path} is no operation`,
            404,
          );
        }
        return call.answer(await operation(call.input(), context), context.requestId);
      } catch (error) {
        if (error instanceof AwsFault) return refuse(error, context.requestId);
        throw error;
      }
    },

    list: () =>
      Array.from(book.all(), (schedule) => {
        const dueAt = runner.dueAt(schedule);
        return {
          arn: scheduleArn(schedule),
          group: schedule.group,
          name: schedule.name,
          expression: schedule.definition.ScheduleExpression,
          state: schedule.definition.State ?? 'ENABLED',
          target: schedule.definition.Target.Arn,
          ...(dueAt === undefined ? {} : { nextRun: new Date(dueAt).toISOString() }),
        };
      }),

    lost: () => deliveries.lost,

    reset() {
      runner.clear();
      deliveries.close();
      deliveries = new Deliveries(clock, invoker);
      book.clear();
    },

    close() {
      runner.clear();
      deliveries.close();
      book.close();
    },
  };
}
