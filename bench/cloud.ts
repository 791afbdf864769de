import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { oneDay } from './src/cloud/day.ts';
import { journalOf, restart } from './src/cloud/journal.ts';
import { besideMoto } from './src/cloud/moto.ts';
import { describePages } from './src/cloud/pages.ts';

const options = new Command('bench:cloud')
  .description(
    'The desktop cloud with a large fleet: a day in virtual time, a start from its journal, pages of DescribeWorkspaces over HTTP, and the same reading of a smaller fleet beside moto. Fails when one of its bounds is not kept.',
  )
  .option('--desktops <n>', 'size of the fleet', Number, 50_000)
  .option('--moto-desktops <n>', 'size of the fleet that moto reads, too', Number, 2_000)
  .option('--no-moto', 'leave moto out: it is had from PyPI')
  .option('--json', 'say it in JSON')
  .parse()
  .opts<{ desktops: number; motoDesktops: number; moto: boolean; json?: boolean }>();

/** For 50,000 desktops on two cores. */
const bounds = { daySeconds: 60, startSeconds: 10, pageP99Ms: 20 };

const folder = mkdtempSync(join(tmpdir(), 'cleandesk-bench-'));
try {
  const day = await oneDay(options.desktops);
  await journalOf(options.desktops, folder);
  const { running, ...start } = await restart(options.desktops, folder);
  let pages: Awaited<ReturnType<typeof describePages>>;
  try {
    pages = await describePages(running.url, options.desktops);
  } finally {
    await running.stop();
  }
  const compared = options.moto ? await besideMoto(options.motoDesktops) : [];
  const ok =
    day.seconds < bounds.daySeconds && start.seconds < bounds.startSeconds && pages.p99Ms < bounds.pageP99Ms;
  if (options.json) console.log(JSON.stringify({ bounds, ok, day, start, pages, compared }, null, 2));
  else {
    console.table([day]);
    console.table([start]);
    console.table([pages]);
    if (compared.length > 0) console.table(compared);
    console.log(ok ? 'all bounds are kept' : `not kept: ${JSON.stringify(bounds)}`);
  }
  process.exitCode = ok ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
