import { expect, test } from 'vitest';
import { minute } from '../src/scenarios/fleet.ts';
import { groupOf, ours, until } from '../src/scenarios/group.ts';

const atMost = 60 * minute;

test('a group of 200 joins at once, then 20 leave: one read each, and everybody has what they shall have within the half hour', async () => {
  const scene = groupOf(200);
  const { directory, names } = scene;
  const provisioner = ours(scene);
  for (const name of names) directory.join(name, 0);
  await provisioner.start();
  const joined = await until(scene, provisioner, names, atMost);
  console.log(`200 join: ${JSON.stringify({ ...joined, calls: [...joined.calls] })}`);
  expect(joined).toMatchObject({ isSo: true, runs: 1, throttled: 0 });
  // AWS takes 20 minutes for a desktop.
  expect(joined.minutes).toBeLessThanOrEqual(30);
  for (const name of names.slice(0, 20)) directory.leave(name, 0);
  const left = await until(scene, provisioner, names.slice(20), atMost);
  expect(left).toMatchObject({ isSo: true, runs: 1, throttled: 0 });
});
