import { expect, onTestFinished, test } from 'vitest';
import { type Cloud, openCloud } from './cloud.ts';

const bundles = ['wsb-standard1', 'wsb-power0001'] as const;

async function open(requestTimeoutMs?: number): Promise<Cloud> {
  const cloud = await openCloud(requestTimeoutMs === undefined ? {} : { requestTimeoutMs });
  onTestFinished(() => cloud.close());
  return cloud;
}

test('of all bundles are read in one call, after whatever a reset needs', async () => {
  const { fleet, calls, ranks } = await open();
  expect(await fleet.imagesOf(bundles)).toEqual(
    new Map([
      ['wsb-standard1', 'wsi-standard1'],
      ['wsb-power0001', 'wsi-power0001'],
    ]),
  );
  expect(calls()).toEqual(['DescribeWorkspaceBundles']);
  expect(ranks()).toEqual(['later']);
});

test('are read at once when a reset goes by them, and can be asked for without a call', async () => {
  const { fleet, calls, ranks } = await open();
  expect(await fleet.imagesOf(bundles, 'known')).toEqual(new Map());
  expect(calls()).toEqual([]);
  expect((await fleet.imagesOf(['wsb-standard1'], 'now')).size).toBe(1);
  expect(ranks()).toEqual(['first']);
  expect([...(await fleet.imagesOf(bundles, 'known')).keys()]).toEqual(['wsb-standard1']);
  expect(calls()).toHaveLength(1);
});

test('are remembered for a minute, and are then those of the bundle as it is', async () => {
  const { fleet, calls, control, clock } = await open();
  await fleet.imagesOf(bundles);
  control.bundle('wsb-standard1', { imageId: 'wsi-september1' });
  clock.advance(60_000);
  expect((await fleet.imagesOf(['wsb-standard1'])).get('wsb-standard1')).toBe('wsi-standard1');
  expect(calls()).toHaveLength(1);
  clock.advance(1);
  expect((await fleet.imagesOf(['wsb-standard1'])).get('wsb-standard1')).toBe('wsi-september1');
});

test.each(['error', 'throttle', 'hangBefore'] as const)(
  'that AWS does not tell (%s) are unknown for a minute; nobody waits for them, and the log says why',
  async (kind) => {
    const { fleet, fault, calls, clock, notes } = await open(60_000);
    fault({ operation: 'DescribeWorkspaceBundles', kind, times: 1 });
    const begun = Date.now();
    expect(await fleet.imagesOf(bundles)).toEqual(new Map());
    expect(Date.now() - begun).toBeLessThan(4000);
    expect(await fleet.imagesOf(bundles)).toEqual(new Map());
    expect(calls()).toHaveLength(1);
    expect(notes).toEqual([
      expect.objectContaining({
        message: 'The images of bundles could not be read',
        bundles: bundles.join(' '),
      }),
    ]);
    clock.advance(60_001);
    expect((await fleet.imagesOf(bundles)).size).toBe(2);
  },
);

test('of a bundle that is gone are unknown', async () => {
  const { fleet, control } = await open();
  control.bundle('wsb-standard1', { deleted: true });
  expect(await fleet.imagesOf(['wsb-standard1'])).toEqual(new Map());
});
