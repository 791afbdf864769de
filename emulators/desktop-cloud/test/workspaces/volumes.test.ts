import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/seed.ts';
import { list, minute, refusal, stand } from './stand.ts';

const hour = 60 * minute;

/** A desktop that stands for some hours, and how it is modified. */
async function standing(properties: object = {}, seed = defaultSeed()) {
  const made = stand({ seed });
  const id = await made.one('ada.berg', { WorkspaceProperties: properties });
  made.clock.advance(7 * hour);
  const modify = (WorkspaceProperties: object) =>
    made.call('ModifyWorkspaceProperties', { WorkspaceId: id, WorkspaceProperties });
  const look = async () => {
    const { State, ModificationStates, WorkspaceProperties } = await made.describe(id);
    return { State, under: list(ModificationStates), WorkspaceProperties };
  };
  return { ...made, id, modify, look };
}
/** Bundles with a root volume that AWS does not list. */
function oddly(rootGib: number) {
  const seed = defaultSeed();
  return { ...seed, bundles: seed.bundles.map((each) => ({ ...each, rootGib })) };
}
const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;

describe('A volume', () => {
  it('grows while the state stays what it is, and what is under way is told', async () => {
    const { clock, modify, look } = await standing();
    expect(await modify({ UserVolumeSizeGib: 100 })).toEqual({});
    expect(await look()).toMatchObject({
      State: 'AVAILABLE',
      under: [{ Resource: 'USER_VOLUME', State: 'UPDATE_INITIATED' }],
      WorkspaceProperties: { UserVolumeSizeGib: 50 },
    });
    clock.advance(1.1 * minute);
    expect((await look()).under).toEqual([{ Resource: 'USER_VOLUME', State: 'UPDATE_IN_PROGRESS' }]);
    expect(await codeOf(modify({ RunningMode: 'AUTO_STOP' }))).toBe('OperationInProgressException');
    clock.advance(20 * minute);
    expect(await look()).toMatchObject({
      State: 'AVAILABLE',
      under: [],
      WorkspaceProperties: { UserVolumeSizeGib: 100, RootVolumeSizeGib: 80 },
    });
  });

  it('grows again only after 6 hours', async () => {
    const { clock, modify, look } = await standing();
    await modify({ UserVolumeSizeGib: 100 });
    clock.advance(5 * hour);
    expect(await codeOf(modify({ RootVolumeSizeGib: 175 }))).toBe('InvalidResourceStateException');
    clock.advance(hour + minute);
    await modify({ RootVolumeSizeGib: 175 });
    clock.advance(hour);
    expect(await look()).toMatchObject({
      WorkspaceProperties: { UserVolumeSizeGib: 100, RootVolumeSizeGib: 175 },
    });
  });

  it.each([
    [{ UserVolumeSizeGib: 10 }, 'decreased'],
    [{ RootVolumeSizeGib: 175 }, 'must be (80|10), (80|50), (80|100), (175+|100+)'],
    [{ UserVolumeSizeGib: 70 }, 'Invalid root and user volume size'],
    [{ UserVolumeSizeGib: 100, RootVolumeSizeGib: 175 }, 'Only one'],
    [{ UserVolumeSizeGib: 100, ComputeTypeName: 'POWER' }, 'Only one'],
  ])('is refused: %j', async (properties, words) => {
    const { modify, look } = await standing();
    const before = await look();
    const fault = await refusal(modify(properties));
    expect([fault.code, fault.message]).toEqual([
      'InvalidParameterValuesException',
      expect.stringContaining(words),
    ]);
    expect(await look()).toEqual(before);
  });

  it('of a size that AWS does not have is refused in a create as well', async () => {
    const { one } = stand();
    const made = one('ada.berg', { WorkspaceProperties: { RootVolumeSizeGib: 100 } });
    expect(await codeOf(made)).toBe('InvalidParameterValuesException');
    const gpu = { ComputeTypeName: 'GRAPHICS_G4DN', RootVolumeSizeGib: 100, UserVolumeSizeGib: 100 };
    expect(await one('ada.berg', { WorkspaceProperties: gpu })).toMatch(/^ws-/);
  });

  it('of a bundle of its own is taken as it is, when nobody asks for another', async () => {
    const { one } = stand({ seed: oddly(60) });
    expect(await one('ada.berg', { WorkspaceProperties: { RunningMode: 'AUTO_STOP' } })).toMatch(/^ws-/);
  });
});
