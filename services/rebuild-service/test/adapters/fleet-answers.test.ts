import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { type AwsCall, AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { NoTurn } from '@cleandesk/workspaces';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { attemptOf, attemptTag } from '../../src/adapters/attempt-tag.ts';
import { workspacesCalls } from '../../src/adapters/workspaces-calls.ts';
import type { Permission } from '../../src/ports.ts';
import { order } from './cloud.ts';
import { permitted } from './permitted.ts';

/** @param secondsPerCall how long each call takes. */
function open(answer: (call: AwsCall) => unknown, secondsPerCall = 0) {
  const aws = scriptedAws(answer);
  const fleet = workspacesCalls({
    client: new WorkSpacesClient({ ...aws.config, maxAttempts: 1 }),
    pace: { turn: () => Promise.resolve() },
    clock: { now: () => aws.calls.length * secondsPerCall * 1000 },
    journal: { info: () => undefined },
    wait: () => Promise.resolve(),
  });
  return { fleet, calls: aws.calls };
}

test('an item that AWS names in neither list may have been made', async () => {
  const { fleet } = open(() => ({ PendingRequests: [], FailedRequests: [] }));
  expect(await fleet.create([order('ada.berg')])).toMatchObject([{ kind: 'uncertain' }]);
});

test('items are told apart by directory and user, whatever their order and letters', async () => {
  const { fleet } = open(() => ({
    PendingRequests: [
      { DirectoryId: 'd-9067000002', UserName: 'ada.berg', WorkspaceId: 'ws-0000other' },
      { DirectoryId: 'd-9067000001', UserName: 'BEN.BERG', WorkspaceId: 'ws-0000ben00' },
    ],
    FailedRequests: [
      { WorkspaceRequest: { DirectoryId: 'd-9067000001', UserName: 'cleo.berg' }, ErrorCode: 'X' },
    ],
  }));
  expect(await fleet.create([order('cleo.berg'), order('ada.berg'), order('ben.berg')])).toMatchObject([
    { kind: 'refused', code: 'X' },
    { kind: 'uncertain' },
    { kind: 'accepted', workspaceId: 'ws-0000ben00' },
  ]);
});

test.each(['ExpiredTokenException', 'UnrecognizedClientException', 'InvalidSignatureException'])(
  '%s is about us: no desktop is refused for it, and no group halved',
  async (code) => {
    const { fleet, calls } = open(() => {
      throw new AwsRefusal(code);
    });
    const outcomes = await fleet.terminate(['ws-00000001a', 'ws-00000002a'], permitted);
    expect([...outcomes.values()]).toMatchObject([{ kind: 'uncertain' }, { kind: 'uncertain' }]);
    expect(calls).toHaveLength(1);
  },
);

test('a call that gets no turn in time is not made, and left to a later run, which looks again', async () => {
  const aws = scriptedAws(() => ({}));
  const fleet = workspacesCalls({
    client: new WorkSpacesClient({ ...aws.config, maxAttempts: 1 }),
    pace: { turn: () => Promise.reject(new NoTurn('No turn within 4000 ms')) },
    clock: { now: () => 0 },
    journal: { info: () => undefined },
  });
  expect([...(await fleet.terminate(['ws-00000001a', 'ws-00000002a'], permitted)).values()]).toEqual([
    { kind: 'notTried', because: 'no turn came in time' },
    { kind: 'notTried', because: 'no turn came in time' },
  ]);
  expect(aws.calls).toEqual([]);
});

describe('When its turn has come, a call', () => {
  const onlyBen: Permission = { notAfter: 9, stillFor: async () => new Set(['ws-0000ben']) };

  it('is made for those who may still be called, and nobody else is named in it', async () => {
    const { fleet, calls } = open(() => ({}));
    const outcomes = await fleet.terminate(['ws-0000ada', 'ws-0000ben'], onlyBen);
    expect(outcomes.get('ws-0000ada')).toEqual({ kind: 'notTried', because: 'nothing permits it any more' });
    expect(outcomes.get('ws-0000ben')).toEqual({ kind: 'accepted' });
    expect(calls.map(({ input }) => input)).toEqual([
      { TerminateWorkspaceRequests: [{ WorkspaceId: 'ws-0000ben' }] },
    ]);
  });

  it('is not made where that is nobody', async () => {
    const { fleet, calls } = open(() => ({}));
    const tag = [{ workspaceId: 'ws-0000ada', group: 'support' }];
    expect([
      ...(await fleet.terminate(['ws-0000ada'], onlyBen)).values(),
      await fleet.rebuild('ws-0000ada', onlyBen),
      ...(await fleet.tag(tag, onlyBen)).values(),
    ]).toMatchObject([{ kind: 'notTried' }, { kind: 'notTried' }, { kind: 'notTried' }]);
    expect(calls).toEqual([]);
  });

  it('is permitted anew after a throttle', async () => {
    const { fleet, calls } = open(() => {
      throw new AwsRefusal('ThrottlingException');
    });
    let asked = 0;
    const once: Permission = { notAfter: 9, stillFor: async (ids) => new Set(asked++ === 0 ? ids : []) };
    expect(await fleet.rebuild('ws-0000ada', once)).toMatchObject({ kind: 'notTried' });
    expect(calls).toHaveLength(1);
  });

  it('is one that its look still permits: no later turn is waited for', async () => {
    const turns: unknown[] = [];
    const fleet = workspacesCalls({
      client: new WorkSpacesClient(scriptedAws(() => ({})).config),
      pace: { turn: async (...asked) => void turns.push(asked) },
      clock: { now: () => 0 },
      journal: { info: () => undefined },
    });
    await fleet.terminate(['ws-0000ada'], onlyBen);
    await fleet.rebuild('ws-0000ada', onlyBen);
    await fleet.tag([{ workspaceId: 'ws-0000ada', group: 'support' }], onlyBen);
    expect(turns).toEqual([
      ['first', 9],
      ['first', 9],
      ['later', 9],
    ]);
  });
});

test('halving a refused group ends when the look that permitted it is old; each run gets further', async () => {
  const { fleet, calls } = open(() => {
    throw new AwsRefusal('ValidationException');
  }, 0.6);
  const ids = Array.from({ length: 25 }, (_, n) => `ws-000000${String(n).padStart(2, '0')}`);
  const kinds = [...(await fleet.terminate(ids, permitted)).values()].map(({ kind }) => kind);
  expect(calls).toHaveLength(7);
  expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(2);
  expect(kinds.filter((kind) => kind === 'notTried')).toHaveLength(23);
});

test('a create asks for all that the spec says, and marks its attempt', async () => {
  const { fleet, calls } = open(() => ({}));
  await fleet.create([order('ada.berg')]);
  expect(calls[0]?.input).toEqual({
    Workspaces: [
      {
        DirectoryId: 'd-9067000001',
        UserName: 'ada.berg',
        BundleId: 'wsb-standard1',
        VolumeEncryptionKey: 'alias/desktops',
        RootVolumeEncryptionEnabled: true,
        UserVolumeEncryptionEnabled: true,
        WorkspaceProperties: {
          RunningMode: 'AUTO_STOP',
          RunningModeAutoStopTimeoutInMinutes: 120,
          RootVolumeSizeGib: 175,
          UserVolumeSizeGib: 100,
          ComputeTypeName: 'POWER',
          Protocols: ['WSP'],
        },
        Tags: [
          { Key: 'Cleandesk', Value: 'recreate' },
          { Key: 'Cost', Value: 'R&D' },
          { Key: 'cleandesk:attempt', Value: 'request:r-ada.berg=00231@5' },
        ],
      },
    ],
  });
});

test('what the spec leaves out is left to AWS', async () => {
  const { fleet, calls } = open(() => ({}));
  const bare = {
    ...order('ada.berg'),
    spec: { bundleId: 'wsb-standard1', rootVolumeEncrypted: false, userVolumeEncrypted: false, tags: {} },
  };
  await fleet.create([bare]);
  expect(calls[0]?.input).toEqual({
    Workspaces: [
      {
        DirectoryId: 'd-9067000001',
        UserName: 'ada.berg',
        BundleId: 'wsb-standard1',
        RootVolumeEncryptionEnabled: false,
        UserVolumeEncryptionEnabled: false,
        Tags: [{ Key: 'cleandesk:attempt', Value: 'request:r-ada.berg=00231@5' }],
      },
    ],
  });
});

test('the mark of an attempt holds only what a tag may hold, and says the same when it is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (attempt) => {
      const { Key, Value } = attemptTag(attempt);
      expect(Value).toMatch(/^[A-Za-z0-9 _.:/=+@-]*$/);
      expect(attemptOf({ [Key]: Value })).toBe(attempt);
    }),
  );
});
