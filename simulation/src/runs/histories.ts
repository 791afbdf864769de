import { loadavg } from 'node:os';
import { Tally } from '../tally.ts';
import type { Report } from './check.ts';
import { tooSeldom } from './enough.ts';
import { runWorker } from './pool.ts';

export type HistoriesOptions = {
  histories: number;
  /** So many of them were played before: whole lots are left out. */
  from?: number;
  seed: number;
  path?: number;
  workers: number;
  /** Name of a mistake that is put into the code. */
  mutant?: string;
};
export type Outcome = { passed: number; failed: number };

/** Histories that one worker plays from one seed. Where one breaks a law the rest of its lot is left, and the next one begun. */
const perLot = 500;

/** All histories, lot by lot. @returns how many kept the laws, and how many lots had one that did not. */
export async function runHistories(
  { histories, from = 0, seed, path, workers, ...mistake }: HistoriesOptions,
  print: (line: string) => void,
): Promise<Outcome> {
  const begun = performance.now();
  const tally = new Tally();
  const lots = lotsOf(histories, seed).slice(Math.floor(from / perLot));
  const before = Math.floor(from / perLot) * perLot;
  let played = 0;
  let failed = 0;
  const tell = () => {
    const perSecond = (played / seconds(begun)).toFixed(1);
    print(
      `${played} histories (--seed ${seed}${before > 0 ? `, after ${before}` : ''}) in ${seconds(begun).toFixed(0)} s, ${perSecond} a second on ${workers} threads, load ${loadavg()[0]?.toFixed(1)}; ${failed} broke a law`,
    );
  };
  const hear = (report: Report, ofSeed: number) => {
    tally.add(report);
    played += report.played;
    if (report.broken !== undefined) {
      failed += 1;
      tellBroken(report.broken, ofSeed, print);
    }
    tell();
  };
  if (path !== undefined) {
    hear(await runWorker({ seed, at: path, histories: 1, ...mistake }), seed);
    return { passed: played, failed };
  }
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let lot = lots.shift(); lot !== undefined; lot = lots.shift())
        hear(await runWorker({ ...lot, ...mistake }), lot.seed);
    }),
  );
  print('');
  print(tally.inOneLine());
  // Those that are left after a broken law are missing in all counts.
  const vain = failed > 0 ? [] : tooSeldom(tally, played);
  for (const one of vain) print(`In vain: ${one}`);
  return { passed: played, failed: failed + vain.length };
}

function lotsOf(histories: number, seed: number): { seed: number; histories: number }[] {
  return Array.from({ length: Math.ceil(histories / perLot) }, (_, n) => ({
    seed: seed + n,
    histories: Math.min(perLot, histories - n * perLot),
  }));
}

function tellBroken(
  { what, world, at, tries }: NonNullable<Report['broken']>,
  seed: number,
  print: (line: string) => void,
): void {
  print('');
  print(what);
  print('');
  print(`Its world, made plainer in ${tries} tries: ${world}`);
  print(`Once more: pnpm model --seed ${seed} --path ${at}`);
  print('');
}

const seconds = (since: number): number => (performance.now() - since) / 1000;
