import { describe, expect, it } from 'vitest';
import { minute, refusal, stand } from './stand.ts';

describe('A fault with a share', () => {
  const throttledOf = async (calls: number, fault: object): Promise<boolean[]> => {
    const { call, control } = stand();
    control.addFault({ operation: 'DescribeTags', kind: 'throttle', times: 1_000_000, ...fault });
    const outcomes: boolean[] = [];
    for (let n = 0; n < calls; n += 1) {
      const { code } = await refusal(call('DescribeTags', { ResourceId: 'ws-000000000' }));
      outcomes.push(code === 'ThrottlingException');
    }
    return outcomes;
  };

  it('meets about that part of the calls, and the same ones with the same seed', async () => {
    const first = await throttledOf(1000, { share: 0.3, seed: 7 });
    const met = first.filter(Boolean).length;
    expect(met).toBeGreaterThan(250);
    expect(met).toBeLessThan(350);
    expect(await throttledOf(1000, { share: 0.3, seed: 7 })).toEqual(first);
    expect(await throttledOf(1000, { share: 0.3, seed: 8 })).not.toEqual(first);
  });

  it('leaves what it spares to the next one', async () => {
    const { call, control } = stand();
    control.addFault({ operation: 'DescribeTags', kind: 'throttle', times: 1000, share: 0.5, seed: 1 });
    control.addFault({ operation: 'DescribeTags', kind: 'error', times: 1000 });
    const codes = new Set<string>();
    for (let n = 0; n < 50; n += 1)
      codes.add((await refusal(call('DescribeTags', { ResourceId: 'ws-000000000' }))).code);
    expect([...codes].toSorted()).toEqual(['InternalServerException', 'ThrottlingException']);
  });

  it('says how often it has met something, also when it is taken away', async () => {
    const { call, control } = stand();
    control.addFault({ operation: 'DescribeWorkspaces', kind: 'throttle', times: 10, share: 1 });
    for (let n = 0; n < 4; n += 1) await refusal(call('DescribeWorkspaces'));
    expect(control.state({ ledger: false }).faults).toMatchObject([{ times: 6, met: 4 }]);
    expect(control.clearFaults()).toMatchObject({ faults: [], cleared: [{ times: 6, met: 4 }] });
    expect(control.state({ ledger: false }).faults).toEqual([]);
  });

  it('is taken away for one user, and the others keep theirs', () => {
    const { control } = stand();
    for (const userName of ['Ada.Berg', 'ben.cole'])
      control.addFault({ operation: 'CreateWorkspaces', kind: 'failedRequest', userName });
    control.addFault({ operation: 'CreateWorkspaces', kind: 'throttle' });
    expect(control.clearFaults('ada.berg')).toMatchObject({
      faults: [{ userName: 'ben.cole' }, { kind: 'throttle' }],
      cleared: [{ userName: 'Ada.Berg', met: 0 }],
    });
  });

  it.each([0, -0.1, 1.1])('can not be %d', (share) => {
    const { control } = stand();
    expect(() => control.addFault({ operation: 'DescribeTags', kind: 'throttle', share })).toThrow('share');
  });
});

describe('An event that is late', () => {
  const logins = ({ events }: ReturnType<typeof stand>) =>
    events.filter(({ detailType }) => detailType === 'WorkSpaces Access').length;

  it('comes so many ms of wall time after the others, whatever the speed', async () => {
    const standing = stand({ speed: 60 });
    const id = await standing.one('ada.berg');
    standing.control.addFault({ operation: 'WorkSpacesAccess', kind: 'delayEvent', delayMs: 8_000 });
    standing.control.session({ workspaceId: id, action: 'connect' });
    standing.clock.advance(8_000);
    expect(logins(standing)).toBe(0);
    standing.clock.advance(300);
    expect(logins(standing)).toBe(1);
  });

  it('can come twice, once in time and once late', async () => {
    const standing = stand();
    const id = await standing.one('ada.berg');
    standing.control.addFault({ operation: 'WorkSpacesAccess', kind: 'doubleEvent' });
    standing.control.addFault({ operation: 'WorkSpacesAccess', kind: 'delayEvent', delayMs: minute });
    standing.control.session({ workspaceId: id, action: 'connect' });
    standing.clock.advance(30_000);
    expect(logins(standing)).toBe(1);
    standing.clock.advance(minute);
    expect(logins(standing)).toBe(2);
  });

  it('does not come to a world that was reset meanwhile', async () => {
    const standing = stand();
    const id = await standing.one('ada.berg');
    standing.control.addFault({ operation: 'WorkSpacesAccess', kind: 'delayEvent', delayMs: minute });
    standing.control.session({ workspaceId: id, action: 'connect' });
    standing.clock.advance(30_000);
    standing.control.reset({});
    standing.clock.advance(10 * minute);
    expect(logins(standing)).toBe(0);
  });
});
