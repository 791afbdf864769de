import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../src/app/arrivals.ts';
import type { Signal } from '../../src/domain/signals.ts';
import { at, noon } from '../domain/given.ts';
import { awaySeat, desktopOf, dueLook, leftDesktop, liveSeat, Office } from './given.ts';

/** An office that writes down what it reads and stores. */
async function reading(...names: string[]) {
  const office = new Office();
  for (const name of names) await office.seats.put(liveSeat(name));
  const calls: string[] = [];
  const { seats, safeguards } = office;
  const noted =
    <Input extends readonly unknown[], Output>(name: string, call: (...input: Input) => Output) =>
    (...input: Input): Output => {
      calls.push(name);
      return call(...input);
    };
  seats.byDesktop = noted('byDesktop', seats.byDesktop.bind(seats));
  seats.load = noted('load', seats.load.bind(seats));
  seats.loadAll = noted('loadAll', seats.loadAll.bind(seats));
  seats.commit = noted('commit', seats.commit.bind(seats));
  safeguards.read = noted('safeguards', safeguards.read.bind(safeguards));
  return { office, calls };
}

const arrival = (
  userName: string,
  signal: Signal,
  workspaceId = desktopOf(userName).workspaceId,
): Arrival => ({
  messageId: userName,
  incoming: {
    correlationId: userName,
    at: noon,
    about: 'desktops',
    signals: [{ workspaceId, signal, adopt: false }],
  },
});
const login = (userName: string, when = at(-1)): Arrival =>
  arrival(userName, { type: 'LoggedIn', workspaceId: desktopOf(userName).workspaceId, at: when });

describe('What an event reads', () => {
  it('of a desktop that is nobody’s seat: whose it is', async () => {
    const { office, calls } = await reading();
    await office.receive(login('ada'));
    expect(calls).toEqual(['byDesktop']);
  });

  it('that changes nothing: whose desktop it is, and the seat', async () => {
    const { office, calls } = await reading('ada');
    // Older than what is known.
    await office.receive(login('ada', at(-100)));
    expect(calls).toEqual(['byDesktop', 'loadAll']);
  });

  it('of a login: the same, and the seat is stored', async () => {
    const { office, calls } = await reading('ada');
    await office.receive(login('ada'));
    expect(calls).toEqual(['byDesktop', 'loadAll', 'commit']);
  });

  it('together with others: all their seats at once', async () => {
    const names = ['ada', 'ben', 'cleo', 'dora'];
    const { office, calls } = await reading(...names);
    await office.receive(...names.map((name) => login(name, at(-100))));
    expect(calls).toEqual([...names.map(() => 'byDesktop'), 'loadAll']);
  });

  it('when all of them can not be read at once: each by itself', async () => {
    const { office, calls } = await reading('ada', 'ben');
    office.seats.loadAll = async () => {
      throw new Error('one of them is unreadable');
    };
    expect(await office.receive(login('ada'), login('ben'))).toEqual(new Map());
    expect(calls).toEqual(['byDesktop', 'byDesktop', 'load', 'load', 'commit', 'commit']);
  });

  it('that leads to a reset: the safeguards, when a decision asks for them', async () => {
    const { office, calls } = await reading();
    await office.seats.put(awaySeat('ada'));
    office.fleet.shows.set(desktopOf('ada').workspaceId, leftDesktop('ada'));
    calls.length = 0;
    await office.hear(['ada', dueLook('ada')]);
    expect(calls.slice(0, 2)).toEqual(['loadAll', 'safeguards']);
    expect(office.phaseOf('ada')).toBe('rebuilding');
  });
});
