import type { Found } from '../stack/dead-letters.ts';
import { isFaulty, type Report, seconds } from './outcome.ts';
import { callsIn, faultsMet } from './roughness.ts';

type Row = readonly [what: string, count: number | string];

/** What happened, in figures. */
export function table(report: Report): string[] {
  const rows = [...town(report), ...storm(report), ...product(report), ...end(report)];
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, count]) => `${what.padEnd(width)}  ${count}`);
}

function town({ seats, verdicts }: Report): Row[] {
  const all = [...verdicts.values()];
  return [
    ['desktops', seats.length],
    ...(['rebuilt', 'recreated', 'claimed', 'givenUp'] as const).map(
      (kind): Row => [`  ${kind}`, seats.filter(({ plan }) => plan.kind === kind).length],
    ),
    ['sessions', sum(seats.map(({ visited }) => visited.length))],
    ['  not come to any more', sum(seats.map(({ plan, visited }) => plan.visits.length - visited.length))],
    ['  returns to the desktop as it was', sum(all.map(({ returns }) => returns))],
    [
      '  logins that a desktop refused at first',
      sum(seats.flatMap(({ visited }) => visited.filter(({ refused }) => refused > 0).length)),
    ],
    ['  logins that no look could see', sum(all.map(({ unseeable }) => unseeable))],
  ];
}

function storm(report: Report): Row[] {
  const { restarts } = report;
  const faults = (kind: string) => faultsMet(report, kind);
  const { made, missed } = callsIn(report);
  return [
    ['calls to WorkSpaces during the storm', made],
    ['  throttled or failed', `${missed} (${percent(missed, made)})`],
    ['throttles', faults('throttle')],
    ['failures', faults('error')],
    ['items refused', faults('failedRequest')],
    [
      'calls without an answer, before and after they arrived',
      `${faults('hangBefore')}, ${faults('acceptThenHang')}`,
    ],
    ['events of AWS lost', faults('dropEvent')],
    ['  doubled', faults('doubleEvent')],
    ['  late', faults('delayEvent')],
    ['kills of functions', report.killed],
    [
      'restarts of the base emulator',
      `${restarts.length}${restarts.map((ms) => `, ${seconds(ms)} s`).join('')}`,
    ],
  ];
}

function product({ books, ear, verdicts }: Report): Row[] {
  const heard = (type: string): number => ear.counts.get(type) ?? 0;
  const moves = (state: string): number => books.moves.filter((move) => move.state === state).length;
  return [
    ['resets', sum([...verdicts.values()].map(({ resets }) => resets))],
    ['  desktops rebuilt', moves('REBUILDING')],
    ['  desktops terminated', moves('TERMINATING')],
    ['  desktops made', moves('PENDING')],
    ['graces that were started', heard('GraceStarted.v1')],
    ['resets that were called off', heard('ResetCancelled.v1')],
    ['receipts, said again', `${heard('ResetCompleted.v1')}, ${ear.repeated}`],
    ['resets or seats that failed', heard('ResetFailed.v1') + heard('SeatFailed.v1')],
    ['pauses of recreates, resumed', `${heard('ResetsPaused.v1')}, ${heard('ResetsResumed.v1')}`],
    ['looks that could not tell', heard('ResetUndecided.v1')],
  ];
}

function end(report: Report): Row[] {
  const { redriven, left, verification } = report;
  return [
    ['dead letters that were redriven', redriven.length],
    ...byReason(redriven),
    ['dead letters that are left', left.length],
    ...byReason(left),
    ['records', verification.records],
    ['  chains, all of them whole', `${verification.seats}, ${verification.whole ? 'yes' : 'no'}`],
    ['storm, s', seconds(report.to - report.from)],
    ['from the end of the storm until all was right, s', seconds(report.settledMs)],
    ['seats that are not as they shall be', [...report.verdicts.values()].filter(isFaulty).length],
  ];
}

/** A line for each event and reason. */
function byReason(letters: readonly Found[]): Row[] {
  const kinds = Map.groupBy(letters, ({ of, event, reason }) => `  ${event} of ${of}: ${reason}`);
  return [...kinds].map(([kind, { length }]) => [kind, length]);
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
const percent = (part: number, whole: number): string =>
  `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`;
