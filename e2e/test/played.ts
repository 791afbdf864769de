import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { mailAddressesIn } from '../src/stack/all-logs.ts';
import { countDeadLetters } from '../src/stack/dead-letters.ts';
import { openStage, type Stage } from '../src/stack/stage.ts';
import type { Story } from '../src/stories/story.ts';

/** Plays all stories of all themes at the same time, on one stage. */
export function play(themes: Readonly<Record<string, readonly Story[]>>): void {
  let stage: Stage;
  let before: Record<string, number>;
  beforeAll(async () => {
    stage = await openStage(inject('stack'), inject('graceSeconds'));
    before = await countDeadLetters(stage);
  });
  afterAll(async () => {
    const deadLetters = await countDeadLetters(stage);
    await stage.close();
    expect(deadLetters, 'messages that nobody could deal with').toEqual(before);
    expect(mailAddressesIn(stage.bus.events), 'events with the address of somebody').toEqual([]);
  });
  for (const [theme, stories] of Object.entries(themes)) {
    describe(`${theme}`, () => {
      for (const story of stories) {
        test(`${story.title}`, async () => {
          expect(await story.play(stage)).toBeUndefined();
        });
      }
    });
  }
}
