import type { Report } from './outcome.ts';
import { operations } from './storm.ts';

/** What of a report says how rough it was. */
type Storm = Pick<Report, 'books' | 'from' | 'to' | 'met' | 'killed' | 'restarts' | 'seats' | 'size'>;

/** How often a fault of this kind has met something. */
export const faultsMet = (
  { met }: Pick<Report, 'met'>,
  kind: string,
  of: (operation: string) => boolean = () => true,
): number =>
  met
    .filter((fault) => fault.kind === kind && of(fault.operation))
    .reduce((sum, fault) => sum + fault.met, 0);

/** Calls to WorkSpaces that were made while AWS failed, and how many of them were throttled or failed. */
export function callsIn(report: Pick<Storm, 'books' | 'from' | 'to' | 'met'>): {
  made: number;
  missed: number;
} {
  const { books, from, to } = report;
  const of = (operation: string): boolean => operations.includes(operation);
  return {
    made: books.calls.filter(({ operation, at }) => of(operation) && at >= from && at <= to).length,
    missed: faultsMet(report, 'throttle', of) + faultsMet(report, 'error', of),
  };
}

/** Of the calls of a storm the least part that has to be throttled or fail; three tenths are aimed at. */
const roughFrom = 0.2;

/** In what a chaos was too mild to show anything. */
export function mildness(report: Storm): string[] {
  const { made, missed } = callsIn(report);
  const sessions = report.seats.reduce((sum, { visited }) => sum + visited.length, 0);
  const never = ['doubleEvent', 'delayEvent', 'dropEvent'].filter((kind) => faultsMet(report, kind) === 0);
  return [
    ...(missed >= made * roughFrom ? [] : [`only ${missed} of ${made} calls were throttled or failed`]),
    ...(report.killed > 0 ? [] : ['no function was killed']),
    ...(report.restarts.length === 1
      ? []
      : [`the base emulator was started again ${report.restarts.length} times, not once`]),
    ...(sessions === report.size.sessions
      ? []
      : [`there were ${sessions} of ${report.size.sessions} sessions`]),
    ...never.map((kind) => `no event of AWS met a ${kind}`),
  ];
}
