import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { evidenceOf } from '../people/evidence.ts';
import type { Stage } from '../stack/stage.ts';
import { isFaulty, type Report } from './outcome.ts';
import { brokenIn } from './records.ts';
import { mildness } from './roughness.ts';
import type { Seat } from './town.ts';
import type { Verdict } from './verdict.ts';

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
  const resets = [...report.verdicts.values()].reduce((sum, verdict) => sum + verdict.resets, 0);
  const others = [
    ...report.left.map(
      ({ of, event, reason }) => `a dead letter of ${of} that no redrive helps: ${event}, ${reason}`,
    ),
    ...brokenIn(report.verification, resets).map((what) => `records: ${what}`),
    ...mildness(report).map((what) => `too mild: ${what}`),
  ];
  if (faulty.length === 0 && others.length === 0) return undefined;
  const told = await Promise.all(
    faulty.map(async ([seat, verdict], index) => [
      ...complaint(seat, verdict),
      ...(index < mostTold ? [await evidence(stage, report, seat, verdict)] : []),
    ]),
  );
  return [
    `Chaos of seed ${report.seed} (CLEANDESK_SEED=${report.seed} plays it again): ${faulty.length} seats are not as they shall be`,
    `Everything that happened: ${keepAll(stage, report)}`,
    ...others,
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
