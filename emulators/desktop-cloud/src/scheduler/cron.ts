import { Cron } from 'croner';

/** The AWS cron fields, in order, with the range that a bare `start/step` runs to. */
const fields = [
  { name: 'minutes', max: 59, pattern: /^(\*|[\d,\-/*]+)$/ },
  { name: 'hours', max: 23, pattern: /^(\*|[\d,\-/*]+)$/ },
  { name: 'day-of-month', max: 31, pattern: /^(\?|\*|L|LW|[\dW,\-/*]+)$/ },
  { name: 'month', max: 12, pattern: /^(\*|[\dA-Z,\-/*]+)$/ },
  { name: 'day-of-week', max: 7, pattern: /^(\?|\*|L|[\dA-Z,\-/*#]+)$/ },
  { name: 'year', max: 2199, pattern: /^(\*|[\d,\-/*]+)$/ },
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
        .map((item) => withExplicitEnd(item, field.max))
        .join(',');
    },
  );
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new UnreadableCron('exactly one of day-of-month and day-of-week must be ?');
  }
  refuseYearsOutOfRange(year);
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

function refuseYearsOutOfRange(year: string): void {
  for (const number of year.replace(/\/\d+/g, '').match(/\d+/g) ?? []) {
    const value = Number(number);
    if (value < 1970 || value > 2199) throw new UnreadableCron(`year ${number} is not within 1970-2199`);
  }
}
