import { NotAll } from '@cleandesk/command-line';
import type { OutgoingEvent } from '@cleandesk/contracts';
import type { Row } from '@cleandesk/rebuild-service/cli';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askForResets } from '../src/operate/ask-resets.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const rows = Array.from(
  { length: 25 },
  (_, number): Row => ({ seat: { directoryId: 'd-9067000001', userName: `User${number}` }, status: 'live' }),
);

/** A bus that hears, and does something at each call. */
function busWhere(at: (call: number) => void = () => undefined) {
  const heard: OutgoingEvent[] = [];
  let calls = 0;
  const bus = {
    async publish(events: readonly OutgoingEvent[]) {
      at(calls);
      calls += 1;
      heard.push(...events);
    },
  };
  const ids = () => heard.map(({ detail }) => detail.requestId);
  return { desk: { bus, operator: 'ines' }, heard, ids };
}

const given = { id: 'image-7' };

test('asked again with the same id, the same requests are made, and no two desktops share one', async () => {
  const first = busWhere();
  const second = busWhere();
  await askForResets(first.desk, rows, given);
  await askForResets(second.desk, [...rows].reverse(), given);
  expect(new Set(first.ids()).size).toBe(25);
  expect([...second.ids()].reverse()).toEqual(first.ids());
  const other = busWhere();
  await askForResets(other.desk, rows, { id: 'image-8' });
  expect(other.ids().filter((id) => first.ids().includes(id))).toEqual([]);
});

test('nobody is asked for where the bus is not there', async () => {
  const { desk, heard } = busWhere((call) => {
    if (call === 0) throw new Error('There is no bus.');
  });
  await expect(askForResets(desk, rows, given)).rejects.not.toBeInstanceOf(NotAll);
  expect(heard).toEqual([]);
});

test('an error in between says whom it reached, of whom it is not known, and how the rest is asked for', async () => {
  const { desk, heard } = busWhere((call) => {
    if (call === 2) throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
  });
  const ended = askForResets(desk, rows, given);
  await expect(ended).rejects.toBeInstanceOf(NotAll);
  const told = await ended.catch((error: Error) => error.message);
  expect(heard).toHaveLength(10);
  expect(told).toContain('AWS takes no more calls at the moment');
  expect(told).toMatch(/^10 of 25 resets were asked for: d-9067000001\/User0, .*User9\.$/m);
  expect(told).toMatch(/^Not known of: d-9067000001\/User10, .*User19\.$/m);
  expect(told).toContain('--id image-7');
});

test('stopped with Ctrl-C, what was under way is ended, and nothing else is asked for', async () => {
  const before = process.listenerCount('SIGINT');
  const { desk, heard } = busWhere((call) => {
    if (call === 2) process.emit('SIGINT');
  });
  await expect(askForResets(desk, rows, given)).rejects.toThrow(
    /^It was stopped\.\n20 of 25 resets were asked/,
  );
  expect(heard).toHaveLength(20);
  expect(process.listenerCount('SIGINT')).toBe(before);
});
