import { describe, expect, it } from 'vitest';
import { UnreadableSeat } from '../../src/adapters/stored-seat.ts';
import { at, minute, noon } from '../domain/given.ts';
import { awaySeat, leftDesktop, Office } from './given.ts';

const names = (what: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${what}${String(n).padStart(3, '0')}`);

/** Seats that are due, of which some are stored in a way that this code can't read. They have waited the longest. */
async function officeWith(unreadable: readonly string[], readable: readonly string[]) {
  const office = new Office();
  for (const [n, name] of [...unreadable, ...readable].entries()) {
    await office.seats.commit(awaySeat(name), { at: noon - 1000 + n, kind: 'waiting' });
    office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name));
  }
  const load = office.seats.load.bind(office.seats);
  const beyondUs = new Set(unreadable);
  const loadAll = office.seats.loadAll.bind(office.seats);
  office.seats.load = async (ref) => {
    if (beyondUs.has(ref.userName)) throw new UnreadableSeat('schema 9');
    return load(ref);
  };
  office.seats.loadAll = async (refs) => {
    if (refs.some(({ userName }) => beyondUs.has(userName))) throw new UnreadableSeat('schema 9');
    return loadAll(refs);
  };
  return { office, beyondUs };
}
const dealtWith = (office: Office) =>
  office.seats
    .all()
    .filter(({ phase }) => phase.status === 'rebuilding')
    .map(({ ref }) => ref.userName);

describe('A seat that is due and can not be read', () => {
  it('is told of, and does not stop the others', async () => {
    const { office } = await officeWith(['ada'], ['ben', 'cleo']);
    expect(await office.due()).toEqual(new Map());
    expect(dealtWith(office)).toEqual(['ben', 'cleo']);
    expect(office.problems).toEqual([new UnreadableSeat('schema 9')]);
  });

  it('does not starve those behind it, however many like it wait at the head', async () => {
    const { office } = await officeWith(names('old', 250), ['ben', 'cleo']);
    let runs = 0;
    while (dealtWith(office).length < 2 && runs < 5) {
      await office.due();
      office.now += 5 * minute;
      office.endsAt = office.now + minute;
      runs += 1;
    }
    expect(dealtWith(office)).toEqual(['ben', 'cleo']);
    expect(runs).toBe(3);
    expect(office.now).toBe(at(15));
  });

  it('is taken up again when a version that can read it is deployed', async () => {
    const { office, beyondUs } = await officeWith(['ada'], []);
    await office.due();
    expect(dealtWith(office)).toEqual([]);
    beyondUs.clear();
    office.now += 5 * minute;
    office.endsAt = office.now + minute;
    await office.due();
    expect(dealtWith(office)).toEqual(['ada']);
  });
});
