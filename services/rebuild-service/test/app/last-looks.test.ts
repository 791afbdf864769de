import type { Policy } from '@cleandesk/policies';
import { describe, expect, it } from 'vitest';
import { rebuildPolicy, recreatePolicy, spec } from '../domain/given.ts';
import { dueLooks, leftDesktop, liveSeat, Office, officeOfAway, refOf } from './given.ts';

const byTag = (policy: Policy): Policy => ({ ...policy, match: { tags: { Cleandesk: ['yes'] } } });

/** They are away for long. */
const officeOf = (names: readonly string[], policy = byTag(rebuildPolicy)) => officeOfAway(names, policy);
const calls = (office: Office) =>
  office.record.filter((what) => /^(look|lookExactly|rebuild|terminate|reboot) /.test(what));

describe('The last look before a reset', () => {
  it.each([
    ['rebuild', rebuildPolicy],
    ['terminate', recreatePolicy],
  ])('goes by the tags as they are where policies select by tags: %s', async (call, policy) => {
    const office = await officeOf(['ada'], byTag(policy));
    expect(await dueLooks(office, 'ada')).toEqual(new Map());
    expect(calls(office)).toEqual(['look ws-00000ada', 'lookExactly ws-00000ada', `${call} ws-00000ada`]);
  });

  it('is the one that led to the reset where no policy selects by tags: it is seconds old', async () => {
    const office = await officeOf(['ada'], rebuildPolicy);
    await dueLooks(office, 'ada');
    expect(calls(office)).toEqual(['look ws-00000ada', 'rebuild ws-00000ada']);
  });

  it('takes the reset back when the tags are other ones than the index still says', async () => {
    const office = await officeOf(['ada']);
    const { policy: _none, ...unmanaged } = leftDesktop('ada');
    office.fleet.showsExactly.set('ws-00000ada', unmanaged);
    await dueLooks(office, 'ada');
    expect(office.did('rebuild')).toEqual([]);
    expect(office.phaseOf('ada')).toBe('live');
    expect(office.said('ResetCancelled')).toHaveLength(1);
  });

  it('is one for all rebuilds of a group, as long as it is fresh', async () => {
    const office = await officeOf(['ada', 'ben', 'cleo']);
    await dueLooks(office, 'ada', 'ben', 'cleo');
    expect(office.did('lookExactly')).toHaveLength(1);
    expect(office.did('rebuild')).toHaveLength(3);
  });

  it('calls nothing when there is no time left after it', async () => {
    const office = await officeOf(['ada']);
    office.fleet.before = async (what) => {
      if (what.startsWith('lookExactly')) office.now = office.endsAt - 1000;
    };
    await dueLooks(office, 'ada');
    expect(office.did('rebuild')).toEqual([]);
    expect(office.seats.stored(refOf('ada'))?.pending.map(({ type }) => type)).toContain('Rebuild');
  });
});

describe('The look before a tag', () => {
  const tagsOf = (DirectoryGroup: string) => ({ Automation: 'Managed', DirectoryGroup });
  const wants = (group: string, precedence: number) => ({
    revision: 1,
    wanted: true,
    desired: { ...spec, tags: tagsOf(group) },
    precedence,
  });

  it('is of the tags as they are now, whatever selects policies: another run may just have changed them', async () => {
    const office = new Office();
    const claims = { 'group:sales': wants('sales', 0), 'group:support': wants('support', 1) };
    await office.seats.put({ ...liveSeat('ada'), claims });
    const shown = { ...leftDesktop('ada'), tags: tagsOf('sales') };
    office.fleet.shows.set('ws-00000ada', shown);
    office.fleet.showsExactly.set('ws-00000ada', { ...shown, tags: tagsOf('support') });
    const [of, tags] = [{ source: 'group:sales' }, tagsOf('sales')];
    await office.hear(['ada', { type: 'Unwanted', ...of, revision: 2, onlyTagged: tags }]);
    expect(office.did('tag')).toEqual([]);
    const desired = { ...spec, tags };
    await office.hear(['ada', { type: 'Wanted', ...of, revision: 3, desired, precedence: 0 }]);
    expect(office.record.filter((what) => /^(look|tag)/.test(what))).toEqual([
      'lookNow ws-00000ada',
      'lookNow ws-00000ada',
      'tag ws-00000ada sales',
    ]);
  });
});

describe('A desktop of which AWS tells too little', () => {
  it('is looked at again, and hinders none of the others in its call', async () => {
    const office = await officeOf(['ada', 'ben', 'cleo'], rebuildPolicy);
    office.fleet.unclear.add('ws-00000ben');
    const failed = await dueLooks(office, 'ada', 'ben', 'cleo');
    expect([...failed.keys()]).toEqual(['ben']);
    expect(office.did('rebuild')).toEqual(['rebuild ws-00000ada', 'rebuild ws-00000cleo']);
    expect(office.phaseOf('ben')).toBe('away');
    office.fleet.unclear.clear();
    expect(await dueLooks(office, 'ben')).toEqual(new Map());
    expect(office.phaseOf('ben')).toBe('rebuilding');
  });

  it('is not terminated on an older look: the reset stays decided, and a later run looks', async () => {
    const office = await officeOf(['ada', 'ben'], byTag(recreatePolicy));
    office.fleet.before = async (what) => {
      if (what.startsWith('lookExactly')) office.fleet.unclear.add('ws-00000ben');
    };
    const failed = await dueLooks(office, 'ada', 'ben');
    expect([...failed.keys()]).toEqual(['ben']);
    expect(office.did('terminate')).toEqual(['terminate ws-00000ada']);
    expect(office.phaseOf('ben')).toBe('terminating');
    office.fleet.before = () => Promise.resolve();
    office.fleet.unclear.clear();
    office.now += 120_000;
    office.endsAt = office.now + 60_000;
    await office.due();
    expect(office.did('terminate')).toEqual(['terminate ws-00000ada', 'terminate ws-00000ben']);
  });

  it('is not adopted, and so is not taken for gone', async () => {
    const office = new Office();
    office.fleet.shows.set('ws-00000ada', leftDesktop('ada'));
    office.fleet.unclear.add('ws-00000ada');
    const signal = { type: 'Disconnected', workspaceId: 'ws-00000ada', start: 1, end: 2 } as const;
    const heard = {
      messageId: 'm',
      incoming: {
        correlationId: 'c',
        at: office.now,
        about: 'desktops' as const,
        signals: [{ workspaceId: 'ws-00000ada', signal, adopt: true }],
      },
    };
    await office.receive(heard);
    expect(office.seats.all()).toEqual([]);
    office.fleet.unclear.clear();
    await office.receive(heard);
    expect(office.phaseOf('ada')).toBe('live');
  });
});
