import { DateTime } from 'luxon';

/** A window that opens: whose it is, and on which day of the AutoStop fortnight (0 … 13), if it lies in one. */
export type MaintenanceWindow = { opensAt: number; isAlwaysOn: boolean; autoStopDay: number | undefined };

/** AutoStop desktops are maintained "for up to two weeks", each on one of these days. */
export const fortnight = 14;

/**
 * The window that opens next after `after` (epoch ms): for AlwaysOn desktops each Sunday, for AutoStop ones each day of
 * the two weeks from the third Monday of the month, both at midnight of the Region (AG, WorkSpace maintenance).
 */
export function windowAfter(after: number, region: string): MaintenanceWindow {
  const now = DateTime.fromMillis(after, { zone: zoneOf(region) });
  for (let days = 1; ; days += 1) {
    const midnight = now.startOf('day').plus({ days });
    const isAlwaysOn = midnight.weekday === 7;
    const autoStopDay = autoStopDayOf(midnight);
    if (isAlwaysOn || autoStopDay !== undefined) {
      return { opensAt: midnight.toMillis(), isAlwaysOn, autoStopDay };
    }
  }
}

/** The fortnight can reach into the next month. */
function autoStopDayOf(midnight: DateTime): number | undefined {
  for (const months of [0, -1]) {
    const first = midnight.startOf('month').plus({ months });
    const thirdMonday = first.plus({ days: ((8 - first.weekday) % 7) + 14 });
    const day = Math.round(midnight.diff(thirdMonday, 'days').days);
    if (day >= 0 && day < fortnight) return day;
  }
  return undefined;
}

/** Regions that have WorkSpaces, and one of the zones of the place that gives them their name; others: UTC (choice). */
const zones: Readonly<Record<string, string>> = {
  'us-east-1': 'America/New_York',
  'us-west-2': 'America/Los_Angeles',
  'ca-central-1': 'America/Toronto',
  'sa-east-1': 'America/Sao_Paulo',
  'eu-west-1': 'Europe/Dublin',
  'eu-west-2': 'Europe/London',
  'eu-west-3': 'Europe/Paris',
  'eu-central-1': 'Europe/Berlin',
  'af-south-1': 'Africa/Johannesburg',
  'il-central-1': 'Asia/Jerusalem',
  'ap-south-1': 'Asia/Kolkata',
  'ap-northeast-1': 'Asia/Tokyo',
  'ap-northeast-2': 'Asia/Seoul',
  'ap-southeast-1': 'Asia/Singapore',
  'ap-southeast-2': 'Australia/Sydney',
};
const zoneOf = (region: string): string => zones[region] ?? 'UTC';
