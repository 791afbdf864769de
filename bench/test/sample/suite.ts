import * as z from 'zod';
import { suite } from '../../src/suite.ts';

/** A suite that measures at once, and what it is told to. */
export const sample = (seconds: number) =>
  suite({
    name: 'sample',
    title: 'A sample',
    shape: z.object({ sample: z.object({ seconds: z.number() }) }),
    page: new URL('./page.mustache', import.meta.url),
    async measure(told) {
      told('measuring');
      return { sample: { seconds } };
    },
    goals: ({ sample }) => [
      {
        what: 'seconds',
        figure: `${sample.seconds} s`,
        goal: 'at most 10 s',
        isMet: sample.seconds <= 10,
        because: 'it is slow: make it quicker',
      },
    ],
    shown: ({ sample }) => ({
      tables: { seconds: [{ what: 'sample', seconds: sample.seconds }] },
      plots: {
        seconds: {
          data: { values: [{ what: 'sample', seconds: sample.seconds }] },
          mark: 'bar',
          encoding: { y: { field: 'what', type: 'nominal' }, x: { field: 'seconds', type: 'quantitative' } },
        },
      },
    }),
  });
