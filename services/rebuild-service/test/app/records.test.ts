import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/app/chain.ts';
import { at } from '../domain/given.ts';
import { awaySeat, desktopOf, liveSeat, Office, refOf } from './given.ts';

const { workspaceId } = desktopOf('ada');

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
