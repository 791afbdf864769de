import { deploymentNamed } from '@cleandesk/command-line';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import { theBus } from '../src/account/bus.ts';

type Said = { timers?: readonly string[] | 'denied' | 'none'; bus?: 'denied' | 'none' };

/** What AWS tells an operator whose role allows more or less. */
function at({ timers = [], bus }: Said) {
  return scriptedAws(({ operation }) => {
    const said = operation === 'DescribeEventBus' ? bus : timers;
    if (said === 'denied') throw new AwsRefusal('AccessDeniedException', 'no', 403);
    if (said === 'none') throw new AwsRefusal('ResourceNotFoundException', 'no', 404);
    if (operation === 'DescribeEventBus') return {};
    return {
      Schedules: (Array.isArray(timers) ? timers : []).map((name: string) => ({
        Target: { Arn: `arn:aws:events:eu-central-1:1:event-bus/${name}` },
      })),
    };
  }).config;
}

const desks = deploymentNamed('desks');

test('the bus is what was said, else where the timers speak, else what the module calls it', async () => {
  const timers = ['company-events', 'company-events'];
  expect(await theBus(desks, at({ timers }))).toBe('company-events');
  expect(await theBus({ ...desks, bus: 'company-events' }, at({ timers }))).toBe('company-events');
  expect(await theBus(desks, at({ timers: 'none' }))).toBe('desks');
  expect(await theBus({ ...desks, bus: 'company-events' }, at({ timers: 'denied' }))).toBe('company-events');
});

test('what could not be found out is not guessed', async () => {
  await expect(theBus(desks, at({ timers: 'denied' }))).rejects.toThrow(/scheduler:ListSchedules.*--bus/);
  await expect(theBus(desks, at({ bus: 'denied' }))).rejects.toThrow(
    /events:DescribeEventBus.*nothing was asked/,
  );
  await expect(theBus(desks, at({ bus: 'none' }))).rejects.toThrow('There is no bus desks');
  await expect(theBus(desks, at({ timers: ['desks', 'others'] }))).rejects.toThrow(
    'Timers of desks speak on several buses: desks, others.',
  );
});
