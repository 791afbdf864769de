import { alarmStateChange, workspacesAccess } from '@cleandesk/contracts';
import { expect, test } from 'vitest';
import { Chance } from '../../services/rebuild-service/test/laws/chance.ts';
import { Bus } from '../src/bus/bus.ts';
import { Queue } from '../src/bus/queue.ts';
import { Tally } from '../src/tally.ts';
import { VirtualTime } from '../src/time/virtual-time.ts';

const minute = 60_000;

function office(habits: { doubles: number } = { doubles: 0 }) {
  const time = new VirtualTime(0);
  const tally = new Tally();
  const bus = new Bus(time, {
    chance: new Chance(1),
    tally,
    habits: () => ({ lates: 0, delay: 0, refusals: 0, ...habits }),
  });
  const queue = new Queue(time, { name: 'q', visibilityMs: 3 * minute, maxReceives: () => 2 });
  return { time, bus, queue };
}
const alarm = (alarmName: string, value: string) => ({
  source: 'aws.cloudwatch',
  detailType: alarmStateChange.detailType,
  detail: { alarmName, state: { value } },
});

test('a rule lets through what its pattern names, also inside the detail', async () => {
  const { time, bus, queue } = office();
  bus.rule([alarmStateChange.pattern, workspacesAccess.pattern], queue);
  bus.put(alarm('WorkSpace_Disconnected_id_ws-1', 'ALARM'));
  bus.put(alarm('WorkSpace_Disconnected_id_ws-1', 'OK'));
  bus.put(alarm('CPU', 'ALARM'));
  await time.runUntil(minute);
  expect(queue.visible).toBe(1);
});

test('an event that comes twice is two messages', async () => {
  const { time, bus, queue } = office({ doubles: 1 });
  bus.rule([alarmStateChange.pattern], queue);
  bus.put(alarm('WorkSpace_Disconnected_id_ws-1', 'ALARM'));
  await time.runUntil(minute);
  expect(queue.visible).toBe(2);
});

test('what is not deleted is seen again after the visibility time-out, then lies aside until it is redriven', async () => {
  const { time, queue } = office();
  queue.send('e-1', '{}');
  expect(queue.receive(10)).toHaveLength(1);
  await time.runUntil(2 * minute);
  expect(queue.visible).toBe(0);
  await time.runUntil(4 * minute);
  const [again] = queue.receive(10);
  expect(again?.receives).toBe(2);
  await time.runUntil(8 * minute);
  expect([queue.visible, queue.waiting, queue.dead.length]).toEqual([0, 0, 1]);
  expect(queue.redrive()).toBe(1);
  const [redriven] = queue.receive(10);
  if (redriven === undefined) throw new Error('It was redriven.');
  queue.delete(redriven);
  await time.runUntil(20 * minute);
  expect([queue.visible, queue.waiting, queue.dead.length]).toEqual([0, 0, 0]);
});
