import { limitKb } from '@cleandesk/bundle';
import { commandLine, enter } from '@cleandesk/command-line';
import { shape, startUp } from './src/suites/start-up/suite.ts';

/** Room above what there is, `seats` with about 1.5, for a machine on which others run, too: what fails here is a function that has grown. */
const limitRatio = 1.75;

await enter(
  commandLine('bench:init')
    .description(
      `The suite start-up as a check. Writes nothing, and fails when a function takes more than ${limitRatio} times as long to load as a handler with one SDK client, or a cold start reads more than ${limitKb} kB.`,
    )
    .action(async () => {
      const { init } = shape.parse(
        await startUp.measure((line) => console.error(line), {}, new AbortController().signal, {
          mayBegin: () => undefined,
        }),
      );
      console.table(startUp.shown({ init }).tables.functions);
      const above = init.functions.filter(({ toOneClient, kb }) => toOneClient > limitRatio || kb > limitKb);
      const limits = `${limitRatio} × one SDK client and ${limitKb} kB`;
      console.log(
        above.length === 0
          ? `All within ${limits}.`
          : `Not within ${limits}: ${above.map((one) => one.function).join(', ')}.`,
      );
      process.exitCode = above.length === 0 ? 0 : 1;
    }),
);
