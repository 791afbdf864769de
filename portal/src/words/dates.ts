// Dates and numbers go by the language and the time zone of whoever reads; the words around them are English.
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** As "14:32", or with the day where it is not today: "22 Nov, 14:32". */
export function moment(at: string, now: number, language?: string): string {
  const date = new Date(at);
  const today = new Date(now);
  if (sameDay(date, today)) return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(date);
  const year = date.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' as const };
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...year,
  }).format(date);
}

export function dayOf(at: string, language?: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at));
}

/** As "in 8 minutes" or "2 hours ago". In English, since it stands inside an English sentence. */
export function relative(at: string, now: number): string {
  const ms = new Date(at).getTime() - now;
  const far = Math.abs(ms);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (far < minute) return ms > 0 ? 'in less than a minute' : 'just now';
  if (far < hour) return words.format(Math.trunc(ms / minute), 'minute');
  if (far < day) return words.format(Math.trunc(ms / hour), 'hour');
  if (far < 45 * day) return words.format(Math.trunc(ms / day), 'day');
  return words.format(Math.trunc(ms / (30 * day)), 'month');
}

/** What a date field holds, in the time zone of whoever fills it in: "2026-11-30". */
export function dateField(ms: number): string {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "Until the 30th" includes the 30th: the last second of that day, where the reader is. Undefined for no date. */
export function endOfDay(field: string): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(field);
  if (!parts) return undefined;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]), 23, 59, 59);
  if (Number.isNaN(date.getTime()) || dateField(date.getTime()) !== field) return undefined;
  return date.toISOString().replace('.000Z', 'Z');
}

export const daysAhead = (now: number, days: number) => dateField(now + days * day);

/** The latest day that a wish for at most this many days may name: it counts to its end. */
export const latestDay = (now: number, longestDays: number) => daysAhead(now, longestDays - 1);

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

export function money({ amount, currency }: { amount: number; currency: string }, language?: string): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
  }).format(amount);
}

export function count(number: number, language?: string): string {
  return new Intl.NumberFormat(language).format(number);
}
