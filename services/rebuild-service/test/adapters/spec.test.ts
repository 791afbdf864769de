import type { Desktop } from '@cleandesk/workspaces';
import { expect, test } from 'vitest';
import { specOf } from '../../src/adapters/spec.ts';

const described: Desktop = {
  workspaceId: 'ws-00000001a',
  directoryId: 'd-9067000001',
  userName: 'ada.berg',
  bundleId: 'wsb-standard1',
  state: 'AVAILABLE',
  runningMode: 'AUTO_STOP',
  autoStopMinutes: 60,
  rootVolumeGib: 80,
  userVolumeGib: 50,
  computeType: 'STANDARD',
  rootVolumeEncrypted: false,
  userVolumeEncrypted: false,
};

/** Without which a desktop could not be read at all. */
const { workspaceId, directoryId, userName, state, rootVolumeEncrypted, userVolumeEncrypted } = described;
const identity = { workspaceId, directoryId, userName, state, rootVolumeEncrypted, userVolumeEncrypted };

test('a spec has all that was described', () => {
  expect(specOf(described, { Team: 'one' })).toEqual({
    bundleId: 'wsb-standard1',
    runningMode: 'AUTO_STOP',
    autoStopMinutes: 60,
    rootVolumeGib: 80,
    userVolumeGib: 50,
    computeType: 'STANDARD',
    rootVolumeEncrypted: false,
    userVolumeEncrypted: false,
    tags: { Team: 'one' },
  });
});

test.each([
  ['runningMode', 'running mode'],
  ['autoStopMinutes', 'stop time-out'],
  ['rootVolumeGib', 'size of the root volume'],
  ['userVolumeGib', 'size of the user volume'],
  ['computeType', 'compute type'],
  ['bundleId', 'bundleId'],
])('without %s nothing is left to chance', (member, named) => {
  const untold = Object.fromEntries(Object.entries(described).filter(([name]) => name !== member));
  const spec = specOf({ ...untold, ...identity }, {});
  expect(spec).toMatchObject({ problem: expect.stringContaining(named) });
});

test('the time-out of a desktop that never stops by itself is none of its own', () => {
  expect(specOf({ ...described, runningMode: 'ALWAYS_ON' }, {})).not.toHaveProperty('autoStopMinutes');
});
