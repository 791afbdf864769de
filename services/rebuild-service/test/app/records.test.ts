import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/app/chain.ts';
import { at, kinds, minute } from '../domain/given.ts';
import { awaySeat, desktopOf, dueLook, leftDesktop, liveSeat, Office, refOf } from './given.ts';

const { workspaceId } = desktopOf('ada');

/** Both are rebuilt; a second look shows them ready. */
async function rebuilt(office: Office): Promise<void> {
  for (const user of ['ada', 'ben']) {
    await office.seats.put(awaySeat(user));
    office.fleet.shows.set(desktopOf(user).workspaceId, leftDesktop(user));
  }
  await office.hear(['ada', dueLook('ada')], ['ben', dueLook('ben')]);
  for (const state of ['REBUILDING', 'AVAILABLE']) {
    office.now += 3 * minute;
    office.endsAt = office.now + minute;
    for (const user of ['ada', 'ben'])
      office.fleet.shows.set(desktopOf(user).workspaceId, leftDesktop(user, { state }));
    await office.due();
  }
}

const resetIn = (office: Office, user: string): unknown => {
  const text = office.records.of(refOf(user)).find(({ kind }) => kind === 'reset')?.text;
  return text === undefined ? undefined : JSON.parse(text);
};

describe('Records of resets', () => {
  it('have the image that the new desktop was made from: read once for all that are made of a bundle', async () => {
    const office = new Office();
    office.fleet.images.set('wsb-standard1', 'wsi-august001');
    await office.safeguards.prove(`${kinds.rebuild}~wsi-august001`);
    await rebuilt(office);
    expect(resetIn(office, 'ada')).toMatchObject({ newDesktop: { imageId: 'wsi-august001' } });
    expect(resetIn(office, 'ben')).toMatchObject({ newDesktop: { imageId: 'wsi-august001' } });
    expect(office.did('images')).toEqual(['images wsb-standard1']);
  });

  it('say that it is unknown when AWS does not tell, and are asked for at each look', async () => {
    const office = new Office();
    await rebuilt(office);
    expect(resetIn(office, 'ada')).toMatchObject({
      oldDesktop: { imageId: 'unknown' },
      newDesktop: { imageId: 'unknown' },
    });
    expect(office.did('images')).toHaveLength(2);
  });

  it('have the look right before the call', async () => {
    const office = new Office();
    await rebuilt(office);
    expect(resetIn(office, 'ada')).toMatchObject({
      evidence: expect.arrayContaining([
        expect.stringMatching(/ rebuild: accepted; 2026-08-03T12:00:00.000Z look: AVAILABLE, DISCONNECTED/),
      ]),
    });
  });

  it('have the last look of a call that had arrived without anybody hearing of it', async () => {
    const office = new Office();
    await office.seats.put(awaySeat('ada'));
    office.fleet.shows.set(workspaceId, leftDesktop('ada'));
    office.fleet.answers.set('rebuild', { kind: 'uncertain', because: 'cut' });
    await office.hear(['ada', dueLook('ada')]);
    office.fleet.shows.set(workspaceId, leftDesktop('ada', { state: 'REBUILDING' }));
    office.now += 5 * minute;
    office.endsAt = office.now + minute;
    await office.due();
    const lines = office.seats.stored(refOf('ada'))?.evidence.map(({ what }) => what);
    expect(lines?.at(-1)).toMatch(/^rebuild: had arrived; .* look: REBUILDING/);
  });
});

describe('Records of a seat', () => {
  it('are a chain: each covers the one before it', async () => {
    const office = new Office();
    await office.seats.put(awaySeat('ada'));
    await office.hear(['ada', { type: 'LoggedIn', workspaceId, at: at(-1) }]);
    await office.hear(['ada', { type: 'Disconnected', workspaceId, start: at(0), end: at(1) }]);
    await office.hear(['ada', { type: 'LoggedIn', workspaceId, at: at(2) }]);
    const [first, second, ...more] = office.records.of(refOf('ada'));
    expect(more).toEqual([]);
    expect(first?.link).toMatchObject({ number: 1, previous: '0'.repeat(64), previousExpiresAt: 0 });
    if (first?.link === undefined || second?.link === undefined) throw new Error('Nothing is linked');
    const { hash: previous, expiresAt: previousExpiresAt } = first.link;
    expect(second.link).toMatchObject({ number: 2, previous, previousExpiresAt });
    expect(second.link.hash).toBe(hashOf(second.link, second.text));
    const { hash, expiresAt } = second.link;
    expect(office.seats.stored(refOf('ada'))?.records).toEqual({ count: 2, hash, expiresAt });
  });

  it('may be forgotten when their time is over', async () => {
    const office = new Office();
    await office.seats.put(awaySeat('ada'));
    await office.hear(['ada', { type: 'LoggedIn', workspaceId, at: at(-1) }]);
    const [record] = office.records.of(refOf('ada'));
    expect(record?.link?.expiresAt).toBe(Math.ceil(office.now / 1000) + 400 * 86_400);
  });

  it('that can not be kept are told of, and keep nobody from their desktop', async () => {
    const office = new Office();
    await office.seats.put({ ...liveSeat('ada'), cleanSince: { resetId: 'r', at: at(-5) } });
    await office.records.append(refOf('ada'), {
      type: 'Record',
      id: 'x',
      kind: 'kept',
      at: at(0),
      text: '{}',
      link: { number: 1, previous: '', previousExpiresAt: 0, expiresAt: 1, hash: 'another' },
    });
    const failed = await office.hear(['ada', { type: 'LoggedIn', workspaceId, at: at(-1) }]);
    expect(failed.size).toBe(0);
    expect(office.problems).toHaveLength(1);
    expect(office.seats.stored(refOf('ada'))?.pending).toEqual([]);
  });
});
