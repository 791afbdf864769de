import { expect, inject, test } from 'vitest';
import { chaos } from '../src/chaos/chaos.ts';
import { isSizeName, sizes } from '../src/chaos/size.ts';
import { openStage } from '../src/stack/stage.ts';

const { CLEANDESK_CHAOS, CLEANDESK_LONG, CLEANDESK_SEED } = process.env;
const asked = CLEANDESK_CHAOS ?? (CLEANDESK_LONG === undefined ? 'small' : 'full');
if (!isSizeName(asked)) throw new Error(`CLEANDESK_CHAOS is one of ${Object.keys(sizes).join(', ')}`);
const size = sizes[asked];
// A new one each time, so that many runs see much; it is printed, and can be played again.
const seed = CLEANDESK_SEED === undefined ? Math.floor(Math.random() * 1_000_000) : Number(CLEANDESK_SEED);

test(`${size.desktops} desktops and ${size.sessions} sessions while AWS, events and functions fail: every seat ends as it shall`, {
  timeout: 30 * 60_000,
}, async () => {
  const stage = await openStage(inject('stack'), inject('graceSeconds'));
  try {
    await expect(
      chaos(stage, { size, seed, dir: inject('stackDir'), print: (line) => console.log(line) }),
    ).resolves.toBeUndefined();
  } finally {
    await stage.close();
  }
});
