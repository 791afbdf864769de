import { type Fleet, hoursOfMonth, resetsOf, returnsOf } from './fleet.ts';
import { isVerified, type PriceName, usd } from './prices.ts';
import { plus, times, type Work } from './work.ts';

/**
 * What our services do: for one reset, for one user who comes back in time, and all the time: for each desktop, and for none.
 */
export type Usage = { reset: Work; comeback: Work; desktopHour: Work; hour: Work };

export type Line = { what: string; service: string; usd: number; isVerified: boolean };

/** How it is noticed that a user has left. */
export type Detector = 'per-desktop' | 'fleet';

/** A month of Cleandesk, by service, in USD. Nothing is taken off for what AWS gives for free, but Scheduler's first 14 million. */
export function ourBill(fleet: Fleet, usage: Usage, detector: Detector): Line[] {
  const all = plus(
    times(usage.reset, resetsOf(fleet)),
    times(usage.comeback, returnsOf(fleet)),
    times(usage.desktopHour, fleet.desktops * hoursOfMonth),
    times(usage.hour, hoursOfMonth),
  );
  return [...linesOf(all), alarms(fleet, detector)];
}

/** Billed seconds of the recipe's functions, of 128 MB each, by the REPORT lines that its text shows. */
const recipe = {
  alarmSeconds: 1.2,
  /** Sleeps ten minutes, looks, sleeps four more until the old desktop is gone. */
  resetSeconds: 603.2 + 240 + 3,
  comebackSeconds: 603.2,
  gb: 0.125,
};

/** The same month by the recipe that sleeps in Lambda: an alarm for each desktop, a function for each who leaves. */
export function recipesBill(fleet: Fleet): Line[] {
  const { alarmSeconds, resetSeconds, comebackSeconds, gb } = recipe;
  const resets = resetsOf(fleet);
  const comebacks = returnsOf(fleet);
  const seconds = resets * (resetSeconds + 2 * alarmSeconds) + comebacks * comebackSeconds;
  return [
    line('time of functions', 'Lambda', 'lambdaGbSecondX86', seconds * gb),
    line('requests', 'Lambda', 'lambdaRequests', (3 * resets + comebacks) / 1e6),
    alarms(fleet, 'per-desktop'),
  ];
}

/** The desktops themselves, in AutoStop, reset by rebuild: those WorkSpaces stay the same. */
export function desktopsBill({ desktops, days, hours }: Fleet): Line[] {
  return [
    line('monthly fees', 'WorkSpaces', 'desktopMonth', desktops),
    line('hours', 'WorkSpaces', 'desktopHour', desktops * days * hours),
  ];
}

/**
 * What recreating may add: each makes a new WorkSpace, which may be charged as one. At most: a whole monthly fee each. No
 * source was found that says so, and none that says otherwise.
 */
export function recreatesBill(fleet: Fleet): Line {
  return { ...line('new WorkSpaces', 'WorkSpaces', 'desktopMonth', resetsOf(fleet)), isVerified: false };
}

export const totalOf = (lines: readonly Line[]): number => lines.reduce((sum, one) => sum + one.usd, 0);

function linesOf(all: Work): Line[] {
  const freeInvocations = 14e6;
  return [
    line('time of functions', 'Lambda', 'lambdaGbSecond', all.gbSeconds),
    line('requests', 'Lambda', 'lambdaRequests', all.requests / 1e6),
    line('events', 'EventBridge', 'customEvents', all.events / 1e6),
    line(
      'timers',
      'EventBridge Scheduler',
      'schedulerInvocations',
      Math.max(0, all.schedules - freeInvocations) / 1e6,
    ),
    line('requests', 'SQS', 'queueRequests', all.queueRequests / 1e6),
    line('writes', 'DynamoDB', 'tableWrites', all.writes / 1e6),
    line('reads', 'DynamoDB', 'tableReads', all.reads / 1e6),
    line('logs', 'CloudWatch', 'logGb', all.logKb / 1e6),
  ];
}

const alarms = ({ desktops }: Fleet, detector: Detector): Line =>
  detector === 'fleet'
    ? line('alarms of the fleet', 'CloudWatch', 'alarmSeries', desktops)
    : line('an alarm for each desktop', 'CloudWatch', 'alarm', desktops);

const line = (what: string, service: string, price: PriceName, count: number): Line => ({
  what,
  service,
  usd: count * usd(price),
  isVerified: isVerified(price),
});
