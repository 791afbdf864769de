import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { evidenceOf } from '../people/evidence.ts';
import type { MetFault } from '../stack/cloud-state.ts';
import type { Redriven } from '../stack/dead-letters.ts';
import type { Stage } from '../stack/stage.ts';
import type { Books } from './books.ts';
import type { Ear } from './ear.ts';
import type { Size } from './size.ts';
import type { Seat } from './town.ts';
import type { Verdict } from './verdict.ts';

/** All that a chaos came to. */
export type Report = {
  seed: number;
  size: Size;
  seats: readonly Seat[];
  verdicts: ReadonlyMap<Seat, Verdict>;
  books: Books;
  ear: Ear;
  met: readonly MetFault[];
  killed: number;
  restartMs: number;
  redriven: readonly Redriven[];
  /** What lies in dead-letter queues in the end, by queue. */
  deadLetters: Record<string, number>;
  /** ms from the first fault to the last user's leaving, and from the end of all faults until all was as it shall be. */
  stormMs: number;
  settledMs: number;
};

type Row = readonly [what: string, count: number | string];

/** What happened, in figures. */
export function table(report: Report): string[] {
  const { seats, books, ear, met, verdicts } = report;
  const heard = (type: string): number => ear.counts.get(type) ?? 0;
  const moves = (state: string): number => books.moves.filter((move) => move.state === state).length;
  const unseeable = sum([...verdicts.values()].map((verdict) => verdict.unseeable));
  const workspaces = books.calls.filter(({ api }) => api === 'WorkSpaces');
  const ended = (outcome: string) => workspaces.filter((call) => call.outcome === outcome).length;
  const faults = (...kinds: string[]) =>
    sum(met.flatMap((fault) => (kinds.includes(fault.kind) ? [fault.met] : [])));
  const rows: Row[] = [
    ['seats', seats.length],
    ...(['rebuilt', 'recreated', 'claimed', 'givenUp'] as const).map(
      (kind): Row => [`  ${kind}`, seats.filter(({ plan }) => plan.kind === kind).length],
    ),
    ['sessions', sum(seats.map(({ visited }) => visited.length))],
    ['  not come to any more', sum(seats.map(({ plan, visited }) => plan.visits.length - visited.length))],
    [
      '  logins that a desktop refused at first',
      sum(seats.flatMap(({ visited }) => visited.filter(({ refused }) => refused > 0).length)),
    ],
    ['calls to WorkSpaces', workspaces.length],
    ['  refused', `${ended('refused')} (${percent(ended('refused'), workspaces.length)})`],
    ['  without an answer', ended('hung')],
    ['  items refused', faults('failedRequest')],
    [
      'events of AWS lost, doubled, late',
      `${faults('dropEvent')}, ${faults('doubleEvent')}, ${faults('delayEvent')}`,
    ],
    ['functions killed where they were', report.killed],
    ['base emulator started again, s', seconds(report.restartMs)],
    ['desktops rebuilt', moves('REBUILDING')],
    ['desktops terminated', moves('TERMINATING')],
    ['desktops made', moves('PENDING')],
    ['graces that were started', heard('GraceStarted.v1')],
    ['resets that were called off', heard('ResetCancelled.v1')],
    ['receipts, said again', `${heard('ResetCompleted.v1')}, ${ear.repeated}`],
    ['resets or seats that failed', heard('ResetFailed.v1') + heard('SeatFailed.v1')],
    ['pauses of recreates, resumed', `${heard('ResetsPaused.v1')}, ${heard('ResetsResumed.v1')}`],
    ['looks that could not tell', heard('ResetUndecided.v1')],
    ['logins that no look could see', unseeable],
    ['dead letters that were redriven', inKinds(report.redriven.map(({ event }) => event))],
    ['dead letters that are left', sum(Object.values(report.deadLetters))],
    ['storm, s', seconds(report.stormMs)],
    ['from the end of the storm until all was right, s', seconds(report.settledMs)],
    ['seats that are not as they shall be', [...verdicts.values()].filter(isFaulty).length],
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, count]) => `${what.padEnd(width)}  ${count}`);
}

/** Who is not as they shall be yet, in one line. */
export function notYet(verdicts: ReadonlyMap<Seat, Verdict>): string {
  const waiting = [...verdicts].filter(([, { missing }]) => missing.length > 0);
  return waiting.map(([{ plan }, { missing }]) => `${plan.name} (${missing.join(', ')})`).join('; ');
}

/** Seats of which a failure tells everything; of the others it says what is wrong. */
const mostTold = 3;

/** What is not as it shall be, seat by seat, with evidence; `undefined` when all is right. */
export async function failure(stage: Stage, report: Report): Promise<string | undefined> {
  const faulty = [...report.verdicts].filter(([, verdict]) => isFaulty(verdict));
  const left = Object.entries(report.deadLetters).map(
    ([name, count]) => `${count} dead letters of ${name} that no redrive can help`,
  );
  if (faulty.length === 0 && left.length === 0) return undefined;
  const told = await Promise.all(
    faulty.map(async ([seat, verdict], index) => [
      ...complaint(seat, verdict),
      ...(index < mostTold ? [await evidence(stage, report, seat, verdict)] : []),
    ]),
  );
  return [
    `Chaos of seed ${report.seed} (CLEANDESK_SEED=${report.seed} plays it again): ${faulty.length} seats are not as they shall be`,
    `Everything that happened: ${keepAll(stage, report)}`,
    ...left,
    ...told.flat(),
  ].join('\n');
}

/** Writes down all acts, moves, calls and events of a chaos, for whoever has to find out; returns where. */
function keepAll(stage: Stage, { seed, seats, books }: Report): string {
  const folder = join(repositoryRoot, '.local/chaos');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${seed}.json`);
  const all = { seats, acts: stage.acts, moves: books.moves, calls: books.calls, events: stage.bus.events };
  writeFileSync(file, JSON.stringify(all));
  return relative(repositoryRoot, file);
}

function complaint({ userName, plan, visited }: Seat, { wrong, missing }: Verdict): string[] {
  return [
    '',
    `${userName} (${plan.kind}, ${plan.directoryId}, ${plan.bundleId}; ${visited.length} of ${plan.visits.length} visits)`,
    ...wrong.map(({ what }) => `  wrong: ${what}`),
    ...missing.map((what) => `  not in time: ${what}`),
  ];
}

/** ms before something wrong in which its cause lies, most of the time. */
const before = 25_000;

function evidence(
  stage: Stage,
  { books }: Report,
  { key, userName, visited }: Seat,
  { wrong }: Verdict,
): Promise<string> {
  const moment = wrong.find(({ at }) => at !== undefined)?.at ?? visited.at(-1)?.to;
  const workspaceIds = new Set(books.movesOf(key).map(({ workspaceId }) => workspaceId));
  return evidenceOf(
    stage,
    { userName, workspaceIds },
    {
      mostLines: 60,
      calls: books.calls,
      ...(moment === undefined ? {} : { from: moment - before }),
    },
  );
}

const isFaulty = ({ wrong, missing }: Verdict): boolean => wrong.length + missing.length > 0;
const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
export const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const percent = (part: number, whole: number): string =>
  `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`;

/** `2 GraceElapsed.v1, 1 WorkSpaces Access`; `0` for none. */
function inKinds(names: readonly string[]): string {
  const kinds = Map.groupBy(names, (name) => name);
  return names.length === 0 ? '0' : [...kinds].map(([name, { length }]) => `${length} ${name}`).join(', ');
}
