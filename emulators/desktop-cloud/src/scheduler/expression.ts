import { DateTime, IANAZone } from 'luxon';
import { AwsFault } from '../kernel.ts';
import { readCron, UnreadableCron, type WallClockCron } from './cron.ts';

/** When a schedule runs. All times are epoch ms. */
export type Timetable =
  | { kind: 'at'; at: number }
  | { kind: 'rate'; everyMs: number }
  | { kind: 'cron'; next: (after: number) => number | undefined };

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Reads `at(yyyy-mm-ddThh:mm:ss)`, `rate(value unit)` or `cron(six fields)` in an IANA time zone.
 * @throws AwsFault ValidationException, as AWS: `Invalid Schedule Expression at(…).`
 */
export function readExpression(expression: string, timezone: string): Timetable {
  const zone = IANAZone.create(timezone);
  if (!zone.isValid) {
    throw new AwsFault('ValidationException', `Invalid Schedule Expression Timezone ${timezone}.`);
  }
  const [, kind = '', body = ''] = /^(at|rate|cron)\((.*)\)$/.exec(expression) ?? [];
  switch (kind) {
    case 'at':
      return readAt(expression, body, zone);
    case 'rate':
      return readRate(expression, body);
    case 'cron':
      return { kind: 'cron', next: inZone(cronOf(expression, body), zone) };
    default:
      throw invalid(expression);
  }
}

function readAt(expression: string, body: string, zone: IANAZone): Timetable {
  // Fractions of a second and a trailing Z are refused by AWS too.
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(body)) throw invalid(expression);
  // All one-shot timers of ours are in UTC, and a simulation sets a hundred thousand of them.
  if (zone.name === 'UTC') {
    const inUtc = new Date(`${body}Z`);
    if (!Number.isNaN(inUtc.getTime()) && inUtc.toISOString().startsWith(body))
      return { kind: 'at', at: inUtc.getTime() };
  }
  const at = DateTime.fromISO(body, { zone });
  if (!at.isValid) throw invalid(expression);
  return { kind: 'at', at: at.toMillis() };
}

function readRate(expression: string, body: string): Timetable {
  const [, count = '', unit = ''] = /^([1-9]\d{0,8}) +(minute|hour|day)s?$/.exec(body) ?? [];
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') throw invalid(expression);
  return { kind: 'rate', everyMs: Number(count) * unitMs[unit] };
}

function cronOf(expression: string, body: string): WallClockCron {
  try {
    return readCron(body);
  } catch (error) {
    if (error instanceof UnreadableCron) throw invalid(expression);
    throw error;
  }
}

function invalid(expression: string): AwsFault {
  return new AwsFault('ValidationException', `Invalid Schedule Expression ${expression}.`);
}

/**
 * Daylight saving as AWS says it: a wall time that does not exist is skipped, one that exists twice runs once, at
 * its first occurrence. So the pattern is followed on the wall, and each wall time is then looked up in the zone.
 * Source: EventBridge Scheduler User Guide, "Daylight savings time on EventBridge Scheduler".
 */
function inZone(nextOnTheWall: WallClockCron, zone: IANAZone): (after: number) => number | undefined {
  return (after) => {
    let wall: number | undefined = wallOf(after, zone);
    for (;;) {
      wall = nextOnTheWall(wall);
      if (wall === undefined) return undefined;
      const instant = instantOf(wall, zone);
      if (instant !== undefined && instant > after) return instant;
    }
  };
}

function wallOf(instant: number, zone: IANAZone): number {
  return instant + zone.offset(instant) * 60_000;
}

/** The first instant at which the clocks of the zone show `wall`, or nothing when they never do. */
function instantOf(wall: number, zone: IANAZone): number | undefined {
  const offsets = [zone.offset(wall - 86_400_000), zone.offset(wall + 86_400_000)];
  const instants = offsets
    .map((offset) => wall - offset * 60_000)
    .filter((instant) => wallOf(instant, zone) === wall);
  return instants.length === 0 ? undefined : Math.min(...instants);
}
