import { AwsFault } from '../kernel.ts';
import { serviceOf } from './delivery.ts';
import { readExpression } from './expression.ts';
import type { Definition } from './records.ts';

/** AWS lets a start date lie a little in the past. */
const startToleranceMs = 300_000;

/**
 * What AWS checks beyond the shape of the input.
 * @throws AwsFault ValidationException
 */
export function checkDefinition(definition: Definition, now: number): void {
  const { ScheduleExpression, ScheduleExpressionTimezone, StartDate, EndDate, FlexibleTimeWindow } =
    definition;
  const timetable = readExpression(ScheduleExpression, ScheduleExpressionTimezone ?? 'UTC');
  if (timetable.kind === 'at') {
    if (timetable.at <= now) {
      throw invalid(
        `Invalid Schedule Expression ${ScheduleExpression}. The time of a one-time schedule must be in the future.`,
      );
    }
  } else {
    if (StartDate !== undefined && StartDate < now - startToleranceMs) {
      throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
    }
    if (EndDate !== undefined && EndDate <= Math.max(now, StartDate ?? 0)) {
      throw invalid('The EndDate you specify must be in the future and later than the StartDate.');
    }
  }
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow;
  if (Mode === 'OFF' && MaximumWindowInMinutes !== undefined) {
    throw invalid('The flexible time window is OFF: MaximumWindowInMinutes must not be set.');
  }
  if (Mode === 'FLEXIBLE' && MaximumWindowInMinutes === undefined) {
    throw invalid('MaximumWindowInMinutes must be set when the flexible time window is FLEXIBLE.');
  }
  checkTarget(definition.Target);
}

function checkTarget(target: Definition['Target']): void {
  const { Arn, EventBridgeParameters, SqsParameters, Input } = target;
  const service = serviceOf(Arn);
  if (service !== 'events' && service !== 'lambda' && service !== 'sqs') {
    throw invalid(
      `Provided Arn is not in correct format. ${Arn}: targets here are event buses, functions and queues.`,
    );
  }
  if ((service === 'events') !== (EventBridgeParameters !== undefined)) {
    throw invalid(
      service === 'events'
        ? 'EventBridgeParameters must be set for an event bus target.'
        : 'EventBridgeParameters are only for event bus targets.',
    );
  }
  if (SqsParameters !== undefined && service !== 'sqs')
    throw invalid('SqsParameters are only for queue targets.');
  if (service === 'sqs' && Arn.endsWith('.fifo') && SqsParameters?.MessageGroupId === undefined) {
    throw invalid('A FIFO queue target needs SqsParameters with a MessageGroupId.');
  }
  if (Input !== undefined && service !== 'sqs' && !isJson(Input)) {
    throw invalid('Invalid Input: it must be valid JSON for this target.');
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replaceAll(/<aws\.scheduler\.attempt-number>/g, '1'));
    return true;
  } catch {
    return false;
  }
}

const invalid = (message: string): AwsFault => new AwsFault('ValidationException', message);
