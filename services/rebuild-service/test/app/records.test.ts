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
    expect(first?.link).toMatchObject({ number: 1, previous: '0'.repeat(64) });
    expect(second?.link).toMatchObject({ number: 2, previous: first?.link?.hash });
    const { text = '', link } = second ?? {};
    expect(link?.hash).toBe(hashOf(link?.previous ?? '', 2, text));
    expect(office.seats.stored(refOf('ada'))?.records).toEqual({ count: 2, hash: link?.hash });
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
      link: { number: 1, previous: '', hash: 'another' },
    });
    const failed = await office.hear(['ada', { type: 'LoggedIn', workspaceId, at: at(-1) }]);
    expect(failed.size).toBe(0);
    expect(office.problems).toHaveLength(1);
    expect(office.seats.stored(refOf('ada'))?.pending).toEqual([]);
  });
});
