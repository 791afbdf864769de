import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { sampleEnvironment } from './sample-environment.ts';

const runFile = promisify(execFile);

/** What a fresh process does: load the module as Lambda does, and say how long that took. */
const program = `
const begun = performance.now();
const { handler } = await import(process.argv[1]);
const took = performance.now() - begun;
if (typeof handler !== 'function') throw new Error('no handler');
process.stdout.write(String(took), () => process.exit(0));
`;

/** How long a bundle takes to load in a process that has loaded nothing before, in ms. Throws when it can't be loaded. */
export async function coldInitMs(bundle: string): Promise<number> {
  const { stdout } = await runFile(
    process.execPath,
    ['--input-type=module', '-e', program, pathToFileURL(bundle).href],
    {
      env: { ...sampleEnvironment, NODE_DISABLE_COMPILE_CACHE: '1' },
    },
  );
  return Number(stdout);
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}
