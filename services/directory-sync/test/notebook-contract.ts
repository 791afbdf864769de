import { describe, expect, test } from 'vitest';
import type { Claim } from '../src/domain/memory.ts';
import { type Notebook, Overtaken, type Run } from '../src/ports.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 7, 3, 12);
const at = (now: number) => ({ now, until: now + 5 * minute });
const directoryId = 'd-9067000001';

export const claimOf = (login: string, more: Partial<Claim> = {}): Claim => ({
  login,
  entryId: `id-${login}`,
  dn: `uid=${login},ou=People,dc=example,dc=com`,
  said: 'wanted',
  revision: noon,
  spec: 's1',
  ...more,
});
const joined = (...logins: string[]) =>
  logins.map((login) => ({ key: login.toLowerCase(), claim: claimOf(login), why: 'joined' as const }));

async function begin(notebook: Notebook, group: string, now: number): Promise<Run> {
  const run = await notebook.begin(group, at(now));
  if (typeof run === 'string') throw new Error(`It could not begin: ${run}`);
  return run;
}

/** What the use cases rely on; the fake and DynamoDB both pass it. */
export function notebookContract(on: string, open: () => Promise<Notebook>) {
  describe(`the notebook in ${on}`, () => {
    test('of a group that nobody has read nothing is known', async () => {
      const notebook = await open();
      const { memory, revision } = await begin(notebook, 'sales', noon);
      expect(memory).toEqual({ claims: new Map(), troubles: new Map(), saidThrough: 0 });
      expect(revision).toBe(noon);
    });

    test('one run of a group is under way at a time, until its time is over', async () => {
      const notebook = await open();
      const begun = await Promise.all([1, 2, 3].map(() => notebook.begin('sales', at(noon))));
      expect(begun.filter((one) => one === 'another')).toHaveLength(2);
      expect(await notebook.begin('sales', at(noon + 4 * minute))).toBe('another');
      expect(typeof (await notebook.begin('support', at(noon)))).toBe('object');
      expect((await begin(notebook, 'sales', noon + 6 * minute)).revision).toBe(noon + 6 * minute);
    });

    test('a revision is newer than those before, also when clocks differ', async () => {
      const notebook = await open();
      await notebook.abandon(await begin(notebook, 'sales', noon));
      expect((await begin(notebook, 'sales', noon - minute)).revision).toBe(noon + 1);
    });

    test('what is committed is remembered, and nothing of a run that was overtaken', async () => {
      const notebook = await open();
      const slow = await begin(notebook, 'sales', noon);
      await notebook.commit(slow, joined('Ada'));
      const next = await begin(notebook, 'sales', noon + 6 * minute);
      expect(next.memory.claims).toEqual(new Map([['ada', claimOf('Ada')]]));
      await expect(notebook.commit(slow, joined('grace'))).rejects.toThrow(Overtaken);
      await expect(notebook.end(slow, { readAt: noon, saidThrough: 1, repeatedHour: 1 })).rejects.toThrow(
        Overtaken,
      );
      await notebook.abandon(slow);
      expect(await notebook.begin('sales', at(noon + 7 * minute))).toBe('another');
      const left = claimOf('Ada', {
        said: 'unwanted',
        leftAt: noon,
        leavings: [noon],
        revision: next.revision,
      });
      await notebook.commit(next, [{ key: 'ada', claim: left, why: 'left' }]);
      expect((await notebook.look('sales')).claims).toEqual(new Map([['ada', left]]));
    });

    test('how a run ended is remembered, and a refusal until a read is believed', async () => {
      const notebook = await open();
      const refused = { reason: 'GroupEmpty', times: 2 };
      await notebook.end(await begin(notebook, 'sales', noon), { refused, repeatedHour: 6, answered: 'r-1' });
      expect(await notebook.look('sales')).toMatchObject({ refused, repeatedHour: 6, saidThrough: 0 });
      expect(await notebook.begin('sales', at(noon), 'r-1')).toBe('answered');
      const run = await begin(notebook, 'sales', noon);
      await notebook.end(run, { readAt: noon, saidThrough: run.revision, repeatedHour: 7 });
      const memory = await notebook.look('sales');
      expect(memory).toMatchObject({ readAt: noon, saidThrough: run.revision, repeatedHour: 7 });
      expect(memory.refused).toBeUndefined();
      expect(await notebook.begin('sales', at(noon), 'r-1')).toBe('answered');
    });

    test('which groups want a seat', async () => {
      const notebook = await open();
      await notebook.commit(await begin(notebook, 'sales', noon), joined('ada', 'grace'));
      const support = await begin(notebook, 'support', noon);
      await notebook.commit(support, [
        ...joined('ada'),
        { key: 'linus', claim: claimOf('linus', { said: 'unwanted' }), why: 'left' },
      ]);
      const many = Array.from({ length: 130 }, (_, index) => `user${index}`);
      const wanting = await notebook.wantedBy(['sales', 'support'], [...many, 'ada', 'grace', 'linus']);
      expect(wanting).toEqual(
        new Map([
          ['ada', ['sales', 'support']],
          ['grace', ['sales']],
        ]),
      );
      expect(await notebook.wantedBy([], ['ada'])).toEqual(new Map());
    });

    test('a seat that failed is remembered of who wants it, once for each news', async () => {
      const notebook = await open();
      await notebook.commit(await begin(notebook, 'sales', noon), joined('ada'));
      const seat = { directoryId, userName: 'ADA' };
      const trouble = { reason: 'ResourceNotFound.User', at: noon };
      expect(await notebook.troubled('sales', seat, trouble)).toBe(true);
      expect(await notebook.troubled('sales', seat, trouble)).toBe(false);
      expect(await notebook.troubled('sales', { directoryId, userName: 'bob' }, trouble)).toBe(false);
      expect(await notebook.troubled('sales', seat, { ...trouble, at: noon + minute })).toBe(true);
      expect((await notebook.look('sales')).troubles).toEqual(
        new Map([['ada', { reason: 'ResourceNotFound.User', at: noon + minute, times: 2 }]]),
      );
      await notebook.helped('sales', seat);
      expect((await notebook.look('sales')).troubles).toEqual(new Map());
    });

    test('a large group, and odd names', async () => {
      const notebook = await open();
      const run = await begin(notebook, 'sales', noon);
      const logins = [
        'Zoë',
        'o’brien',
        'a.b-c_d',
        'x y',
        'ß',
        ...Array.from({ length: 595 }, (_, n) => `u${n}`),
      ];
      for (let index = 0; index < logins.length; index += 50)
        await notebook.commit(run, joined(...logins.slice(index, index + 50)));
      const { claims } = await notebook.look('sales');
      expect(new Set([...claims.values()].map(({ login }) => login))).toEqual(new Set(logins));
    });
  });
}
