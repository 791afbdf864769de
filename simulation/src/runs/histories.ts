import { loadavg } from 'node:os';
import { Tally } from '../tally.ts';
import { tooSeldom } from './enough.ts';
import { runWorker } from './pool.ts';

export type HistoriesOptions = { histories: number; seed: number; path?: string; workers: number };
export type Outcome = { passed: number; failed: number };

/** All histories, shared by some workers. @returns how many kept the laws, and how many workers met one that did not. */
export async function runHistories(
  { histories, seed, path, workers }: HistoriesOptions,
  print: (line: string) => void,
): Promise<Outcome> {
  const begun = performance.now();
  const crew = path === undefined ? workers : 1;
  const share = path === undefined ? Math.ceil(histories / crew) : 1;
  const played = new Map<number, number>();
  let told = 0;
  const reports = await Promise.all(
    Array.from({ length: crew }, (_, n) =>
      runWorker({ seed: seed + n, histories: share, ...(path === undefined ? {} : { path }) }, (count) => {
        played.set(n, count);
        const sum = [...played.values()].reduce((a, b) => a + b, 0);
        if (sum - told < 1000) return;
        told = sum;
        print(`${sum} histories, ${seconds(begun)} s`);
      }),
    ),
  );
  const tally = new Tally();
  for (const report of reports) tally.add(report);
  const all = reports.reduce((sum, report) => sum + report.played, 0);
  const broken = reports.flatMap((report, n) =>
    report.broken ? [{ ...report.broken, seed: seed + n }] : [],
  );
  for (const one of broken) {
    print('');
    print(one.what);
    print('');
    print(`The history, made shorter ${one.shrinks} times: ${one.history}`);
    print(`Once more: pnpm model --seed ${one.seed} --path ${one.path}`);
  }
  print('');
  print(
    `${all} histories (--seed ${seed}) in ${seconds(begun)} s, ${(all / ((performance.now() - begun) / 1000)).toFixed(1)} a second on ${crew} threads, load ${loadavg()[0]?.toFixed(1)}`,
  );
  print(tally.inOneLine());
  if (broken.length > 0 || path !== undefined) return { passed: all, failed: broken.length };
  const vain = tooSeldom(tally, all);
  for (const one of vain) print(`In vain: ${one}`);
  return { passed: all, failed: vain.length };
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(0);
