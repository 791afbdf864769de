import type { Faults } from './faults.ts';
import type { AwsEvent, EventSink } from './kernel.ts';
import { isPlain } from './protocol/wire.ts';
import { type FindDesktop, subjectOf } from './subject.ts';

/**
 * Loses, doubles or holds back the events that a test asked for: all of these are best effort or at least once on AWS,
 * and in no order. Each of the two that a doubled one becomes can be late by itself.
 * @param later runs something after so many ms
 * @param desktopOf finds the desktops that an event names
 */
export function faultyEvents(
  inner: EventSink,
  faults: Faults,
  later: (ms: number, run: () => void) => void,
  desktopOf: (place: { accountId: string; region: string }) => FindDesktop,
): EventSink {
  return {
    emit(event, place) {
      if (faults.isEmpty) return inner.emit(event, place);
      const meets = (kind: 'dropEvent' | 'doubleEvent' | 'delayEvent') =>
        // CloudTrail and the events write members in lowerCamel; an alarm names its desktop in a dimension.
        faults.take([kind], operationOf(event), () =>
          subjectOf(upperCamel(event.detail, 0), desktopOf(place)),
        );
      if (meets('dropEvent') !== undefined) return;
      const copies = meets('doubleEvent') === undefined ? 1 : 2;
      for (let copy = 0; copy < copies; copy += 1) {
        const delay = meets('delayEvent');
        if (delay === undefined) inner.emit(event, place);
        else later(delay.delayMs, () => inner.emit(event, place));
      }
    },
  };
}

const namesOfEvents: Readonly<Record<string, string>> = {
  'WorkSpaces Access': 'WorkSpacesAccess',
  'CloudWatch Alarm State Change': 'AlarmStateChange',
  'CloudWatch Alarm Contributor State Change': 'AlarmContributorStateChange',
};

/** What faults call the event: the API operation of a CloudTrail event, else the kind of event. */
function operationOf({ detailType, detail }: AwsEvent): string {
  const name = namesOfEvents[detailType];
  if (name !== undefined) return name;
  return isPlain(detail) && typeof detail.eventName === 'string' ? detail.eventName : detailType;
}

function upperCamel(value: unknown, depth: number): unknown {
  if (depth > 8) return undefined;
  if (Array.isArray(value)) return value.map((item) => upperCamel(item, depth + 1));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      upperCamel(member, depth + 1),
    ]),
  );
}
