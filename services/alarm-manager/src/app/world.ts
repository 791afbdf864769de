import type { Policy } from '@cleandesk/policies';
import type { AlarmRules } from '../domain/alarm.ts';
import type { Alarms, Announcer, Fleet, Journal, Meter } from '../ports.ts';

/** All that a use case of this service works with. */
export type World = {
  fleet: Fleet;
  alarms: Alarms;
  bus: Announcer;
  journal: Journal;
  meter: Meter;
  policies: readonly Policy[];
  rules: AlarmRules;
  /** Who finds disconnects: an alarm for each desktop, or one for each shard of the fleet. */
  detector: 'per-desktop' | 'fleet';
};

/** What was done stays done; the rest comes again. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
  constructor() {
    super('Too little time was left in this invocation');
  }
}
