import { changes, takeAway } from '@cleandesk/launcher';
import { expect, inject, test } from 'vitest';
import { remains } from '../src/stack/remains.ts';

const { baseUrl, region } = inject('stack');
const dir = inject('stackDir');

/** What the base emulator reports otherwise than it was told, so that Terraform would write it once more. */
const misreported: readonly string[] = [
  // MiniStack keeps an allowance in the place of a bus policy, whatever the policy says.
  'module.cleandesk.module.event_bus.aws_cloudwatch_event_bus_policy.only_ours[0]',
];

test('an apply of what stands would change nothing', { concurrent: false }, async () => {
  const planned = await changes({ dir });
  expect(planned.filter(({ address }) => !misreported.includes(address))).toEqual([]);
});

test('a destroy leaves nothing', { concurrent: false }, async () => {
  const before = await remains(baseUrl, region, 'cleandesk');
  // Each list was understood: of everything that the product makes there was something.
  const seen = new Set(before.map((one) => one.split(': ')[0]));
  for (const service of ['dynamodb', 'sqs', 'events', 'logs', 'lambda', 'iam', 's3'])
    expect(seen).toContain(service);
  await takeAway({ dir });
  expect(await remains(baseUrl, region, 'cleandesk')).toEqual([]);
});
