import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../src/app/arrivals.ts';
import { OutOfTime } from '../../src/app/questions.ts';
import { at, noon, provisioning, recreatePolicy, recreating } from '../domain/given.ts';
import { awaySeat, desktopOf, dueLook, leftDesktop, liveSeat, Office, refOf, seatOf } from './given.ts';

const users = (count: number) => Array.from({ length: count }, (_, n) => `user${String(n).padStart(2, '0')}`);
const idsIn = (what: string | undefined) => (what ?? '').split(' ').length - 1;

async function officeOf(names: readonly string[], policy = recreatePolicy): Promise<Office> {
  const office = new Office();
  for (const name of names) {
    await office.seats.put(awaySeat(name));
    office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name, { policy }));
  }
  return office;
}
const hearOfAll = (office: Office, names: readonly string[]) =>
  office.hear(...names.map((name): [string, ReturnType<typeof dueLook>] => [name, dueLook(name)]));

describe('One batch about many seats', () => {
  it('looks at 25 desktops a call, and terminates 25 a call', async () => {
    const names = users(30);
    const office = await officeOf(names);
    expect(await hearOfAll(office, names)).toEqual(new Map());
    expect(office.did('look').map(idsIn)).toEqual([25, 5]);
    expect(office.did('terminate').map(idsIn)).toEqual([25, 5]);
  });

  it('rebuilds one a call, and looks again at those whose turn comes later', async () => {
    const names = users(8);
    const office = new Office();
    for (const name of names) {
      await office.seats.put(awaySeat(name));
      office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name));
    }
    office.fleet.before = async (what) => {
      if (what.startsWith('rebuild')) office.now += 1100;
    };
    expect(await hearOfAll(office, names)).toEqual(new Map());
    expect(office.did('rebuild')).toHaveLength(8);
    expect(office.did('look').length).toBeGreaterThan(1);
  });

  it('looks again at a whole group when its look has become too old, and ends them all in one call', async () => {
    const names = users(25);
    const office = await officeOf(names);
    office.beforePublish = async () => {
      office.now = noon + 6000;
    };
    await hearOfAll(office, names);
    expect(office.did('look').map(idsIn)).toEqual([25, 25]);
    expect(office.did('terminate').map(idsIn)).toEqual([25]);
  });

  it('goes from look to calls with as many as one look shows, before it looks at the next ones', async () => {
    const names = users(60);
    const office = await officeOf(names);
    await hearOfAll(office, names);
    const calls = office.record
      .filter((what) => /^(look|terminate) /.test(what))
      .map((what) => what.split(' ')[0]);
    expect(calls).toEqual(['look', 'terminate', 'look', 'terminate', 'look', 'terminate']);
  });

  it('deals with whom it was told of before those that are due by the clock', async () => {
    const due = users(30);
    const office = await officeOf(due);
    await office.seats.commit(awaySeat('ada'));
    office.fleet.shows.set('ws-00000ada', leftDesktop('ada', { policy: recreatePolicy }));
    const told: Arrival = {
      messageId: 'ada',
      incoming: {
        correlationId: 'ada',
        at: noon,
        about: 'seat',
        ref: refOf('ada'),
        signal: dueLook('ada'),
      },
    };
    const timer: Arrival = {
      messageId: 'due',
      incoming: { correlationId: 'due', at: noon, about: 'due', kind: 'all' },
    };
    await office.receive(timer, told);
    expect(office.did('look')[0]).toContain('ws-00000ada');
  });

  it('goes on when one seat can not be read: only its message comes back', async () => {
    const office = await officeOf(['ada', 'ben']);
    const load = office.seats.load.bind(office.seats);
    office.seats.load = async (ref) => {
      if (ref.userName === 'ada') throw new Error('unreadable');
      return load(ref);
    };
    const loadAll = office.seats.loadAll.bind(office.seats);
    office.seats.loadAll = async (refs) => {
      if (refs.some(({ userName }) => userName === 'ada')) throw new Error('unreadable');
      return loadAll(refs);
    };
    const failed = await hearOfAll(office, ['ada', 'ben']);
    expect([...failed.keys()]).toEqual(['ada']);
    expect(office.phaseOf('ben')).toBe('terminating');
  });

  it('goes on when one seat can not be stored', async () => {
    const office = await officeOf(['ada', 'ben']);
    office.seats.beforeCommit = async (seat) => {
      if (seat.ref.userName === 'ada') throw new Error('no capacity');
    };
    const failed = await hearOfAll(office, ['ada', 'ben']);
    expect([...failed.keys()]).toEqual(['ada']);
    expect(office.problems).toEqual([new Error('no capacity')]);
    expect(office.did('terminate')).toEqual(['terminate ws-00000ben']);
  });

  it('fails those messages whose questions could not be answered, and no others', async () => {
    const office = await officeOf(['ben']);
    await office.seats.put(seatOf('ada', provisioning({ observation: { count: 1, nextAt: noon } })));
    office.fleet.before = async (what) => {
      if (what === 'find ada') throw new Error('Throttled');
    };
    const failed = await office.hear(['ada', { type: 'Due' }], ['ben', dueLook('ben')]);
    expect(failed).toEqual(new Map([['ada', new Error('Throttled')]]));
    expect(office.phaseOf('ben')).toBe('terminating');
  });

  it('fails all of a group when their look could not be completed: nothing is decided on half a look', async () => {
    const names = users(26);
    const office = await officeOf(names);
    office.fleet.before = async (what) => {
      if (what.startsWith('look ws-00000user00')) throw new Error('Throttled');
    };
    const failed = await hearOfAll(office, names);
    expect(failed.size).toBe(25);
    expect(office.did('terminate')).toEqual(['terminate ws-00000user25']);
  });

  it('decides on all signals of a seat in the order in which they came', async () => {
    const office = new Office();
    await office.seats.put(liveSeat('ada'));
    const login = { type: 'LoggedIn', workspaceId: 'ws-00000ada', at: at(-1) } as const;
    const left = { type: 'Disconnected', workspaceId: 'ws-00000ada', start: at(-10), end: at(-5) } as const;
    office.fleet.shows.set('ws-00000ada', leftDesktop('ada'));
    await office.hear(['ada', left], ['ada', login]);
    expect(office.phaseOf('ada')).toBe('live');
    expect(office.seats.stored(refOf('ada'))?.version).toBeLessThan(5);
  });

  it('does not ask what it has no time left to decide on', async () => {
    const office = await officeOf(['ada']);
    office.endsAt = office.now + 6000;
    const failed = await hearOfAll(office, ['ada']);
    expect(failed.get('ada')).toBeInstanceOf(OutOfTime);
    expect(office.did('look')).toEqual([]);
  });
});

describe('Desktops that no seat has', () => {
  const observed = (...names: string[]): Arrival => ({
    messageId: 'sweep',
    incoming: {
      correlationId: 'sweep',
      at: noon,
      about: 'desktops',
      signals: names.map((name) => ({
        workspaceId: `ws-00000${name}`,
        adopt: true,
        signal: {
          type: 'Observed',
          workspaceId: `ws-00000${name}`,
          at: noon,
          connection: { state: 'DISCONNECTED', checkedAt: at(-1) },
        },
      })),
    },
  });

  it('are adopted by the seats of their users, 25 a look', async () => {
    const office = new Office();
    for (const name of users(25)) office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name));
    expect(await office.receive(observed(...users(25)))).toEqual(new Map());
    expect(office.seats.all().map(({ phase }) => phase.status)).toEqual(users(25).map(() => 'live'));
    expect(office.did('look')).toHaveLength(1);
    expect(office.did('find')).toEqual([]);
  });

  it('and that no policy matches are no matter of ours', async () => {
    const office = new Office();
    const { policy: _none, ...strange } = leftDesktop('ada');
    office.fleet.shows.set('ws-00000ada', strange);
    await office.receive(observed('ada', 'nobody'));
    expect(office.seats.all()).toEqual([]);
  });

  it('come back with their message when they could not be looked at', async () => {
    const office = new Office();
    office.fleet.before = () => Promise.reject(new Error('Throttled'));
    expect(await office.receive(observed('ada'))).toEqual(new Map([['sweep', new Error('Throttled')]]));
  });

  it('are asked for by user when the user’s seat has another', async () => {
    const office = new Office();
    await office.seats.put(
      seatOf('ada', { status: 'live', desktop: { ...desktopOf('ada'), workspaceId: 'ws-00000old' } }),
    );
    office.fleet.shows.set('ws-00000ada', leftDesktop('ada'));
    office.fleet.has.set('ada', leftDesktop('ada'));
    await office.receive(observed('ada'));
    expect(office.did('find')).toEqual(['find ada']);
    expect(office.seats.stored(refOf('ada'))?.phase).toMatchObject({
      desktop: { workspaceId: 'ws-00000ada' },
    });
  });

  it('and only a login or an end is told of are left alone', async () => {
    const office = new Office();
    const signal = { type: 'LoggedIn', workspaceId: 'ws-00000ada', at: noon } as const;
    await office.receive({
      messageId: 'login',
      incoming: {
        correlationId: 'c',
        at: noon,
        about: 'desktops',
        signals: [{ workspaceId: 'ws-00000ada', signal, adopt: false }],
      },
    });
    expect(office.record).toEqual([]);
  });
});

describe('What is due', () => {
  it('is found without its own timer', async () => {
    const office = await officeOf(['ada', 'ben']);
    await office.due();
    expect(office.phaseOf('ada')).toBe('terminating');
    expect(office.phaseOf('ben')).toBe('terminating');
  });

  it('and fails is found again by the next run: the timer’s message has done its work', async () => {
    const office = await officeOf(['ada']);
    office.fleet.before = () => Promise.reject(new Error('Throttled'));
    expect(await office.due()).toEqual(new Map());
    expect(office.problems).toEqual([new Error('Throttled')]);
  });

  it('later has a timer, whose failure brings the message back', async () => {
    const office = new Office();
    const inFlight = seatOf('ada', recreating({ observation: { count: 3, nextAt: at(7) } }));
    await office.seats.commit(inFlight, { at: at(7), kind: 'flight' });
    await office.due('flight');
    expect(office.timers).toMatchObject([{ name: `observation/${at(7)}`, dueAt: at(7) }]);
    office.seats.nextFlight = () => Promise.reject(new Error('no table'));
    expect(await office.due('flight')).toEqual(new Map([['due', new Error('no table')]]));
  });

  it('by nobody sets no timer', async () => {
    const office = new Office();
    await office.due('flight');
    expect(office.timers).toEqual([]);
  });
});

describe('A failed recreate', () => {
  const refused = async (...names: string[]) => {
    const office = new Office();
    office.fleet.answers.set('create', {
      kind: 'refused',
      code: 'ResourceLimitExceededException',
      message: 'no',
    });
    for (const name of names) {
      const phase = recreating();
      await office.seats.commit(seatOf(name, { ...phase, reset: { ...phase.reset, resetId: name } }), {
        at: noon,
        kind: 'flight',
      });
    }
    return office;
  };

  it('is told once, however many fail after it', async () => {
    const office = await refused('ada');
    await office.due('flight');
    expect(office.said('ResetsPaused')).toHaveLength(1);
    expect([...(await office.safeguards.read([], noon)).breakers.keys()]).toEqual([
      'd-9067000001/wsb-standard1',
    ]);
    const more = seatOf('ben', recreating());
    await office.seats.commit(more, { at: noon, kind: 'flight' });
    await office.due('flight');
    expect(office.said('ResetsPaused')).toHaveLength(1);
  });

  it('pauses the terminates that are already decided', async () => {
    const office = await officeOf(['ben']);
    office.beforePublish = async () => {
      await office.safeguards.trip(
        { directoryId: 'd-9067000001', bundleId: 'wsb-standard1' },
        'failed',
        noon,
      );
    };
    await hearOfAll(office, ['ben']);
    expect(office.did('terminate')).toEqual([]);
    expect(office.phaseOf('ben')).toBe('away');
  });

  it('is over when a person says so, which is told once', async () => {
    const office = await refused('ada');
    await office.due('flight');
    const resume = (when: number): Arrival => ({
      messageId: 'resume',
      incoming: {
        correlationId: 'c',
        at: when,
        about: 'resume',
        scope: { directoryId: 'd-9067000001', bundleId: 'wsb-standard1' },
        by: 'ops',
      },
    });
    await office.receive(resume(at(-5)));
    expect(office.said('ResetsResumed')).toEqual([]);
    await office.receive(resume(at(5)));
    await office.receive(resume(at(6)));
    expect(office.said('ResetsResumed')).toHaveLength(1);
    expect((await office.safeguards.read([], noon)).breakers.size).toBe(0);
  });
});
