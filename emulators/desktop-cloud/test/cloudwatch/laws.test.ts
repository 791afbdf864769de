import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AwsEvent } from '../../src/kernel.ts';
import { disconnectAlarm, fleetAlarm, fleetQuery, second, stand, start } from './stand.ts';

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 400 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      ageSeconds: fc.integer({ min: -60, max: 1_500 }),
      value: fc.constantFrom(0, 1, 2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('set' as const), state: fc.constantFrom('OK', 'ALARM') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('put again' as const) }) },
);
const shape = fc.record({
  Period: fc.constantFrom(10, 60, 300),
  EvaluationPeriods: fc.integer({ min: 1, max: 3 }),
  TreatMissingData: fc.constantFrom('missing', 'notBreaching', 'breaching', 'ignore'),
});

const stateIn = (event: AwsEvent, member: string): unknown =>
  Reflect.get(Object(Reflect.get(Object(event.detail), member)), 'value');

it('an alarm never says the same state twice in a row, and each event tells where it came from', () => {
  fc.assert(
    fc.property(shape, fc.array(step, { maxLength: 30 }), (given, steps) => {
      const { clock, events, call, disconnect } = stand();
      const alarm = disconnectAlarm({ ...given, DatapointsToAlarm: 1 });
      call('PutMetricAlarm', alarm);
      for (const one of steps) {
        if (one.kind === 'wait') clock.advance(one.seconds * second);
        else if (one.kind === 'put') disconnect(clock.now() - one.ageSeconds * second, 'ws-1', one.value);
        else if (one.kind === 'put again') call('PutMetricAlarm', alarm);
        else
          call('SetAlarmState', {
            AlarmName: alarm.AlarmName,
            StateValue: one.state,
            StateReason: 'by hand',
          });
      }
      clock.advance(3_600 * second);
      let before: unknown = 'INSUFFICIENT_DATA';
      for (const event of events) {
        expect(stateIn(event, 'previousState')).toBe(before);
        expect(stateIn(event, 'state')).not.toBe(before);
        before = stateIn(event, 'state');
      }
    }),
    { numRuns: 300 },
  );
});

it.each(['a metric', 'a query'])(
  'an alarm on %s that is looked at only when something can change ends as one that is looked at at every tick',
  (watched) => {
    fc.assert(
      fc.property(shape, fc.array(step, { maxLength: 20 }), (given, steps) => {
        const lazy = stand();
        const eager = stand();
        const alarm =
          watched === 'a metric'
            ? disconnectAlarm({ ...given, DatapointsToAlarm: 1 })
            : fleetAlarm({
                ...given,
                Period: undefined,
                Metrics: [{ Id: 'q', Expression: fleetQuery, Period: Math.max(60, given.Period) }],
              });
        const every = watched === 'a query' || given.Period >= 60 ? 60 : 10;
        for (const { call } of [lazy, eager]) call('PutMetricAlarm', alarm);
        // Setting its own state wakes an alarm for its next tick and changes nothing else.
        const wake = (): void => {
          const [standing] = eager.cloudWatch.alarms();
          eager.call('SetAlarmState', {
            AlarmName: alarm.AlarmName,
            StateValue: standing?.state,
            StateReason: standing?.reason,
          });
        };
        for (const one of steps) {
          if (one.kind === 'wait') {
            lazy.clock.advance(one.seconds * second);
            const until = eager.clock.now() + one.seconds * second;
            for (
              let tick = Math.ceil((eager.clock.now() - start) / every / second) * every;
              ;
              tick += every
            ) {
              wake();
              if (start + tick * second >= until) break;
              eager.clock.advanceTo(start + tick * second);
            }
            eager.clock.advanceTo(until);
          } else if (one.kind === 'put') {
            for (const { disconnect, clock } of [lazy, eager]) {
              const desktop = watched === 'a metric' ? 'ws-1' : `ws-${Math.abs(one.ageSeconds % 3)}`;
              disconnect(clock.now() - one.ageSeconds * second, desktop, one.value);
            }
          }
        }
        const told = (events: AwsEvent[]): unknown[] =>
          events.map((event) => [event.time, event.detailType, stateIn(event, 'state')]);
        expect(told(lazy.events)).toEqual(told(eager.events));
      }),
      { numRuns: 150 },
    );
  },
);
