import { describe, expect, test } from 'vitest';
import type { Item, Told } from '../src/ports.ts';

const noon = Date.UTC(2026, 7, 1, 12);
const minute = 60_000;
const at = (now: number) => ({ now, until: now + minute });
let stories = 0;
const newStory = () => {
  stories += 1;
  return `["d-9067000001","ada.berg","absence ${stories}"]`;
};
const before = (story: string): Item => ({ story, notice: 'before', channel: 'mail' });

/** What the use case relies on; the fake and DynamoDB both pass it. */
export function toldContract(on: string, start: () => Promise<Told>) {
  describe(`what was told, in ${on}`, () => {
    test('is told once', async () => {
      const told = await start();
      const item = before(newStory());
      expect(await told.begin(item, at(noon))).toBe('mayGo');
      await told.end(item, 'told', noon);
      expect(await told.begin(item, at(noon + 1))).toBe('done');
      expect(await told.begin(item, at(noon + 5 * minute))).toBe('done');
    });

    test('of two runs that tell it at once one goes', async () => {
      const told = await start();
      const item = before(newStory());
      const turns = await Promise.all([told.begin(item, at(noon)), told.begin(item, at(noon))]);
      expect(turns.toSorted()).toEqual(['inHand', 'mayGo']);
    });

    test('a run that died gives way when its time is over', async () => {
      const told = await start();
      const item = before(newStory());
      await told.begin(item, at(noon));
      expect(await told.begin(item, at(noon + minute))).toBe('inHand');
      expect(await told.begin(item, at(noon + minute + 1))).toBe('mayGo');
    });

    test('what was given back can be told at once, and only by whom it was in hand', async () => {
      const told = await start();
      const item = before(newStory());
      await told.begin(item, at(noon));
      await told.giveBack(item, noon + minute);
      expect(await told.begin(item, at(noon + 1))).toBe('mayGo');
      await told.giveBack(item, noon + minute);
      expect(await told.begin(item, at(noon + 2))).toBe('inHand');
    });

    test('each notice, each way and each story stand alone', async () => {
      const told = await start();
      const story = newStory();
      await told.begin(before(story), at(noon));
      await told.end(before(story), 'told', noon);
      expect(await told.begin({ ...before(story), channel: 'topic' }, at(noon))).toBe('mayGo');
      expect(await told.begin({ ...before(story), notice: 'during' }, at(noon))).toBe('mayGo');
      expect(await told.begin({ ...before(story), notice: 'after' }, at(noon))).toBe('mayGo');
      expect(await told.begin(before(newStory()), at(noon))).toBe('mayGo');
    });

    test('what the story has passed is not told any more', async () => {
      const told = await start();
      const story = newStory();
      await told.begin({ ...before(story), notice: 'after' }, at(noon));
      expect(await told.begin({ ...before(story), notice: 'during' }, at(noon))).toBe('passed');
      expect(await told.begin(before(story), at(noon))).toBe('passed');
    });

    test('a reset that is called off is announced by nobody any more', async () => {
      const told = await start();
      const story = newStory();
      expect(await told.callOff(story, noon)).toEqual(new Map());
      expect(await told.begin(before(story), at(noon))).toBe('passed');
      expect(await told.begin({ ...before(story), notice: 'after' }, at(noon))).toBe('mayGo');
    });

    test('who calls off learns by which ways it was announced, each time', async () => {
      const told = await start();
      const story = newStory();
      await told.begin(before(story), at(noon));
      await told.end(before(story), 'told', noon);
      await told.begin({ ...before(story), notice: 'during', channel: 'topic' }, at(noon));
      const announced = new Map([
        ['mail', 'announced'],
        ['topic', 'inHand'],
      ]);
      expect(await told.callOff(story, noon + 1)).toEqual(announced);
      expect(await told.callOff(story, noon + 2)).toEqual(announced);
      // Whoever was telling it has died, and may not tell it again.
      expect(await told.callOff(story, noon + minute + 1)).toEqual(new Map([['mail', 'announced']]));
    });

    test('what was refused was not announced', async () => {
      const told = await start();
      const story = newStory();
      await told.begin(before(story), at(noon));
      await told.end(before(story), 'refused', noon);
      expect(await told.begin(before(story), at(noon + 5 * minute))).toBe('done');
      expect(await told.callOff(story, noon)).toEqual(new Map());
    });
  });
}
