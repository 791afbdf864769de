import { expect, test } from 'vitest';
import { outage } from '../src/scenarios/outage.ts';

/** Minutes after the outage. */
const moments = [
  ['as soon as they are told', 'onceTold'],
  ['while they come back', 45],
  ['after they have come back', 70],
] as const;

test.each(moments)(
  '500 users drop at once, 450 return within the hour, and a person resumes %s',
  async (_when, at) => {
    const figures = await outage({ users: 500, returning: 450 }, { at });
    console.log(`Resumed ${at}: ${JSON.stringify(figures)}`);
    expect(figures).toMatchObject({ returned: 450, returnedAndReset: 0, awayAndReset: 50, paused: 1 });
  },
);
