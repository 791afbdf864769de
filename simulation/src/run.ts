import * as fc from 'fast-check';
import { history } from './history.ts';
import { play } from './play.ts';
import { Tally } from './tally.ts';
const n = Number(process.argv[2] ?? 20);
const seed = Number(process.argv[3] ?? 1);
const tally = new Tally();
const begun = performance.now();
let broken = 0;
const only = process.argv[4];
for (const [i, one] of fc.sample(history, { numRuns: n, seed }).entries()) {
  if (only !== undefined && String(i) !== only) continue;
  const { breaches, story, tally: mine } = await play(one);
  tally.add(mine);
  if (breaches.length > 0) {
    broken += 1;
    if (broken < 6) console.log(i, breaches.slice(0, 3), JSON.stringify({ ...one, steps: one.steps.length }), '\n', story.slice(only ? 0 : -12).join('\n'));
  }
}
const cpu = process.cpuUsage(); console.log(broken, 'broken', n, ((performance.now() - begun) / n).toFixed(1), 'ms each', ((cpu.user + cpu.system) / 1000 / n).toFixed(1), 'ms CPU');
console.log(tally.inOneLine());
