import { commandLine, enter, Refused } from '@cleandesk/command-line';
import { bench } from './src/bench.ts';
import { resultsFile } from './src/results/results.ts';
import { suites } from './src/suites/index.ts';

const listed = suites.map(({ name, title }) => `  ${name.padEnd(12)}${title}`).join('\n');

await enter(
  commandLine('bench')
    .description(
      'Measures what Cleandesk takes, costs and bears, against the recipes that it comes from and against the limit. Writes bench/results.json and the page that is made from it. Exit code 1: a goal was not met; 2: something could not be measured.',
    )
    .argument('[suites...]', 'only these; all, when none is named')
    .option('--results <file>', 'write the results there, and no page', resultsFile)
    .option('--json', 'print the results of what was run instead of tables')
    .addHelpText('after', `\nSuites:\n${listed}`)
    .action(async (names: string[], options: { results: string; json?: boolean }) => {
      const unknown = names.filter((name) => suites.every((suite) => suite.name !== name));
      if (unknown.length > 0)
        throw new Refused(`There is no suite ${unknown.join(', ')}. There are:\n${listed}`);
      const chosen = suites.filter(({ name }) => names.length === 0 || names.includes(name));
      process.exitCode = (await bench(chosen, suites, options)) ? 0 : 1;
    }),
);
