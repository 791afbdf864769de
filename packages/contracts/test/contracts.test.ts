import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileNameOf } from '../scripts/names.ts';
import { catalogue } from '../src/catalogue.ts';
import * as everything from '../src/index.ts';
import { envelope } from '../src/index.ts';

const samples = join(import.meta.dirname, '../samples');
const ours = catalogue.filter(({ sources }) => sources[0].startsWith('cleandesk.'));

describe.each(catalogue.map((contract) => [contract.detailType, contract] as const))('%s', (_, contract) => {
  const folder = join(samples, fileNameOf(contract));
  const names = readdirSync(folder).sort();

  test('has a sample', () => expect(names.length).toBeGreaterThan(0));

  test.each(names)('still reads its sample %s', (name) => {
    const event = envelope.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    expect(event['detail-type']).toBe(contract.detailType);
    expect(contract.sources).toContain(event.source);
    expect(contract.detail.safeParse(event.detail).error).toBeUndefined();
  });

  test('is refused with a detail that is none', () => {
    for (const detail of [null, 'text', 7, []]) expect(contract.detail.safeParse(detail).success).toBe(false);
  });

  test('its rule lets its source and its type through, and no other', () => {
    expect(contract.pattern).toMatchObject({
      source: contract.sources,
      'detail-type': [contract.detailType],
    });
  });
});

test('every sample belongs to an event', () => {
  expect(readdirSync(samples).sort()).toEqual(catalogue.map(fileNameOf).sort());
});

test('every event has a name of its own, and every one of ours its version', () => {
  expect(new Set(catalogue.map(({ detailType }) => detailType)).size).toBe(catalogue.length);
  for (const { detailType } of ours) expect(detailType).toMatch(/^[A-Z]\w+\.v[1-9]\d*$/);
  expect(catalogue.length).toBe(
    Object.values(everything).filter((value) => Object(value) === value && 'detailType' in Object(value))
      .length,
  );
});

describe('what is published is what is read', () => {
  const id = (prefix: string, letters: string) =>
    fc
      .string({ unit: fc.constantFrom(...letters.split('')), minLength: 8, maxLength: 12 })
      .map((rest) => prefix + rest);
  const alphanumeric = '0123456789abcdefghijklmnopqrstuvwxyz';
  const instant = fc
    .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const text = fc.string({ minLength: 1, maxLength: 60 });
  const workspaceId = id('ws-', alphanumeric);
  const seat = fc.record({ directoryId: id('d-', '0123456789abcdef'), userName: text });
  const policy = fc.record({ name: text, version: text });
  const absence = fc.record({ id: text, startedAt: instant });
  const cause = fc.oneof(
    fc.record({ kind: fc.constant('absence'), absence }),
    fc.record({
      kind: fc.constant('request'),
      requestId: fc.stringMatching(/^[A-Za-z0-9._:+=@-]{1,64}$/),
      requestedBy: text,
    }),
  );
  const face = fc.record(
    { workspaceId, computerName: text, ipAddress: text },
    { requiredKeys: ['workspaceId'] },
  );
  // A tag of this one name is left out by zod, as it would change what an object is.
  const tagKey = text.filter((key) => key !== '__proto__');
  const tags = fc.dictionary(tagKey, fc.string({ maxLength: 60 }));
  const spec = fc.record(
    {
      bundleId: id('wsb-', alphanumeric),
      runningMode: fc.constantFrom('AUTO_STOP', 'ALWAYS_ON', 'MANUAL'),
      autoStopMinutes: fc.integer({ min: 1, max: 48 }).map((hours) => hours * 60),
      rootVolumeGib: fc.integer({ min: 1, max: 2000 }),
      protocols: fc.array(fc.constantFrom('DCV', 'PCOIP')),
      rootVolumeEncrypted: fc.boolean(),
      userVolumeEncrypted: fc.boolean(),
      tags,
    },
    { requiredKeys: ['bundleId', 'rootVolumeEncrypted', 'userVolumeEncrypted', 'tags'] },
  );
  const correlationId = fc.option(text, { nil: undefined });
  const details: [string, fc.Arbitrary<Record<string, unknown>>][] = [
    ['DesktopConnected.v1', fc.record({ workspaceId, loginAt: instant })],
    [
      'DesktopDisconnected.v1',
      fc.record({ workspaceId, interval: fc.record({ start: instant, end: instant }), alarmName: text }),
    ],
    [
      'DesktopWatched.v1',
      fc.record({
        workspaceId,
        seat,
        bundleId: id('wsb-', alphanumeric),
        policy: text,
        because: fc.constantFrom('created', 'reconciled'),
      }),
    ],
    [
      'DesktopsObserved.v1',
      fc.record({
        observations: fc.array(
          fc.record(
            {
              workspaceId,
              connectionState: fc.constantFrom('CONNECTED', 'DISCONNECTED', 'UNKNOWN'),
              checkedAt: instant,
              lastConnectedAt: instant,
            },
            { requiredKeys: ['workspaceId', 'connectionState'] },
          ),
          { minLength: 1, maxLength: 25 },
        ),
      }),
    ],
    ['GraceStarted.v1', fc.record({ seat, workspaceId, absence, graceEndsAt: instant, policy })],
    [
      'ResetCompleted.v1',
      fc.record({
        seat,
        resetId: text,
        strategy: fc.constantFrom('rebuild', 'recreate'),
        cause,
        policy,
        oldDesktop: face,
        newDesktop: face,
        bundleId: id('wsb-', alphanumeric),
        snapshotAt: fc.option(instant),
        startedAt: instant,
        completedAt: instant,
        timeToReadyMs: fc.nat(),
      }),
    ],
    [
      'SeatWanted.v1',
      fc.record({ seat, claim: fc.record({ source: text, revision: fc.nat() }), desired: spec }),
    ],
    ['HoldPlaced.v1', fc.record({ seat, holdId: text, owner: text, reason: text, until: instant })],
  ];

  test.each(details)('%s', (detailType, arbitrary) => {
    const contract = catalogue.find((one) => one.detailType === detailType);
    fc.assert(
      fc.property(arbitrary, correlationId, (fields, correlation) => {
        const detail = correlation === undefined ? fields : { ...fields, correlationId: correlation };
        // As the bus does it: validated when it leaves, JSON in between, validated when it comes.
        const onTheWire = JSON.stringify(contract?.detail.parse(detail));
        expect(contract?.detail.parse(JSON.parse(onTheWire))).toEqual(JSON.parse(JSON.stringify(detail)));
      }),
      { numRuns: 200 },
    );
  });
});

test('an unknown version of an event is no event that we know', () => {
  for (const { detailType } of ours) {
    const next = detailType.replace(/\d+$/, (version) => String(Number(version) + 1));
    expect(catalogue.some((contract) => contract.detailType === next)).toBe(false);
    expect(catalogue.some(({ pattern }) => pattern['detail-type'].includes(next))).toBe(false);
  }
});
