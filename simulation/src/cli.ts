import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { runHistories } from './runs/histories.ts';
import { runMutants } from './runs/mutants.ts';

const number = (text: string): number => Number.parseInt(text, 10);

const command = new Command('model')
  .description(
    'Plays random histories of all services on the desktop cloud, in virtual time. Fails with the story of one that breaks a law.',
  )
  .option('--histories <count>', 'how many', number, 5000)
  .option('--from <count>', 'goes on where an earlier run had played so many of them', number, 0)
  .option('--seed <seed>', 'from which they are made; the same seed makes the same ones', number, 20_261_121)
  .option(
    '--path <number>',
    'which history of that seed: only that one is played, and made shorter if it breaks a law',
    number,
  )
  .option('--workers <count>', 'threads', number, Math.min(2, availableParallelism()))
  .option('--mutants', 'instead: put mistakes for each law into the code, and expect a history to find each')
  .option('--mutant <name>', 'with this one of the mistakes in the code, to read the story that finds it')
  .parse();
const options = command.opts<{
  histories: number;
  from: number;
  seed: number;
  path?: number;
  workers: number;
  mutants?: boolean;
  mutant?: string;
}>();

const { passed, failed } = options.mutants
  ? await runMutants(options, (line) => console.log(line))
  : await runHistories(options, (line) => console.log(line));
// As one line that counts, like every test runner's.
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
