import { Cron } from 'croner';

/** The AWS cron fields, in order, with their ranges: a bare `start/step` runs to the end of its range. */
const fields = [
  { name: 'minutes', min: 0, max: 59, pattern: /^(\*|[\d,\-/*]+)$/ },
  { name: 'hours', min: 0, max: 23, pattern: /^(\*|[\d,\-/*]+)$/ },
  { name: 'day-of-month', min: 1, max: 31, pattern: /^(\?|\*|L|LW|[\dW,\-/*]+)$/ },
  { name: 'month', min: 1, max: 12, pattern: /^(\*|[\dA-Z,\-/*]+)$/ },
  { name: 'day-of-week', min: 1, max: 7, pattern: /^(\?|\*|L|[\dA-Z,\-/*#]+)$/ },
  { name: 'year', min: 1970, max: 2199, pattern: /^(\*|[\d,\-/*]+)$/ },
] as const;

/** Why an expression was refused. The API answers with its own sentence; this one is for its reader. */
export class UnreadableCron extends Error {}

/** The next wall-clock time strictly after a wall-clock time, both written as if they were UTC (epoch ms). */
export type WallClockCron = (after: number) => number | undefined;

/**
 * Reads the six fields of AWS's `cron(minutes hours day-of-month month day-of-week year)`: days of the week count
 * from SUN = 1, one of the two day fields is `?`, and `*`, `,`, `-`, `/`, `L`, `W`, `#` mean what they mean there.
 * Source: EventBridge Scheduler User Guide, "Schedule types".
 * @throws UnreadableCron
 */
export function readCron(expression: string): WallClockCron {
  const parts = expression.trim().toUpperCase().split(/\s+/);
  if (parts.length !== fields.length) throw new UnreadableCron('an AWS cron expression has six fields');
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = parts.map(
    (part, index) => {
      const field = fields[index];
      if (field === undefined || !field.pattern.test(part))
        throw new UnreadableCron(`${part} is no ${field?.name}`);
      return part
        .split(',')
        .map((item) => withExplicitEnd(inRange(item, field), field.max))
        .join(',');
    },
  );
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new UnreadableCron('exactly one of day-of-month and day-of-week must be ?');
  }
  // `L` alone in day-of-week is the last day of the week: Saturday.
  const weekday = dayOfWeek === '?' ? '*' : dayOfWeek === 'L' ? '7' : lastWeekday(dayOfWeek);
  const pattern = `0 ${minutes} ${hours} ${dayOfMonth === '?' ? '*' : dayOfMonth} ${month} ${weekday} ${year}`;
  const cron = build(pattern);
  return (after) => cron.nextRun(new Date(after))?.getTime();
}

function build(pattern: string): Cron {
  try {
    return new Cron(pattern, {
      mode: '7-part',
      alternativeWeekdays: true,
      domAndDow: true,
      timezone: 'UTC',
      paused: true,
    });
  } catch (error) {
    throw new UnreadableCron(error instanceof Error ? error.message : String(error));
  }
}

/** AWS lets `0/15` mean "from 0, every 15"; the library wants the end spelled out. */
function withExplicitEnd(item: string, max: number): string {
  const [start = '', step, ...rest] = item.split('/');
  if (step === undefined) return item;
  if (rest.length > 0 || !/^[1-9]\d*$/.test(step)) throw new UnreadableCron(`${item} has no step`);
  return /^\d+$/.test(start) ? `${start}-${max}/${step}` : item;
}

/** AWS's `6L` (last Friday) is the library's `6#L`. */
function lastWeekday(dayOfWeek: string): string {
  return dayOfWeek.replace(/^(\d|[A-Z]{3})L$/, '$1#L');
}

/** The library takes some numbers that AWS does not, such as day 8 of the week. */
function inRange(item: string, field: { name: string; min: number; max: number }): string {
  const [values = ''] = item.split(/[/#]/);
  for (const number of values.match(/\d+/g) ?? []) {
    const value = Number(number);
    if (value < field.min || value > field.max) throw new UnreadableCron(`${number} is no ${field.name}`);
  }
  return item;
}
