import { holdPlacedV1 } from '@cleandesk/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workshop } from './workshop.ts';

let workshop: Workshop;
const patience = { withinMs: 60_000 };
const hold = ['hold', 'ada.berg', '--reason', 'the audit', '--until', 'P7D'];

beforeAll(async () => {
  workshop = await Workshop.open('lobby', 'company-events');
  await workshop.seat('ada.berg');
}, 180_000);
afterAll(() => workshop.close());

test('nothing is said on a bus that is not there: AWS would take it, and nobody hear it', async () => {
  const { code, err, out } = await workshop.type(...hold);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^error: There is no bus lobby in this account and Region: nobody would hear it\./);
  const reset = await workshop.type('reset', 'ada.berg', '--yes', '--bus', 'compnay-events');
  expect(reset.code).toBe(2);
  expect(reset.err).toContain('There is no bus compnay-events');
});

test('a bus of the owner’s is said, or is the one that the deployment’s timers speak on', async () => {
  expect(await workshop.type(...hold, '--id', 'said', '--bus', 'company-events')).toMatchObject({ code: 0 });
  await workshop.bus.first(holdPlacedV1, ({ holdId }) => holdId === 'said', patience);
  await workshop.timer('company-events');
  expect(await workshop.type(...hold, '--id', 'found')).toMatchObject({ code: 0, err: '' });
  await workshop.bus.first(holdPlacedV1, ({ holdId }) => holdId === 'found', patience);
  const { code, err } = await workshop.type(...hold, '--bus', 'default');
  expect(code).toBe(2);
  expect(err).toContain('lobby does not listen on the bus default: its timers speak on company-events.');
});
