import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { sampleEnvironment } from './sample-environment.ts';

/** What a fresh process does: load the module as Lambda does, and say how long that took. */
const program = `
const begun = performance.now();
try {
  const { handler } = await import(process.argv[1]);
  const took = performance.now() - begun;
  if (typeof handler !== 'function') throw new Error('it exports no handler');
  process.stdout.write(String(took), () => process.exit(0));
} catch (error) {
  // Not the stack: Node would print the line of the bundle, which is all of it.
  process.stdout.write(String(error), () => process.exit(1));
}
`;

/** How long a bundle takes to load in a process that has loaded nothing before, in ms. Throws when it can't be loaded. */
export async function coldInitMs(bundle: string): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, pathToFileURL(bundle).href], {
    env: { ...sampleEnvironment, NODE_DISABLE_COMPILE_CACHE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await text(child.stdout);
  const took = Number(said);
  if (said !== '' && Number.isFinite(took)) return took;
  throw new Error(`${bundle} can't be loaded: ${said.slice(0, 1_000)}`);
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}
