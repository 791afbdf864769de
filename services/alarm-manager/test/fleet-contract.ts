import { describe, expect, test } from 'vitest';
import type { Source, Tags } from '../src/domain/managed.ts';
import type { Fleet } from '../src/ports.ts';

/** A fleet in which a test can make and end desktops. */
export type FleetUnderTest = {
  fleet: Fleet;
  /** Resolves to the ids when all of them are visible. */
  make: (count: number, tags: Tags) => Promise<string[]>;
  /** Resolves when it is no longer visible. */
  end: (workspaceId: string) => Promise<void>;
};

/** What the use cases rely on; the fake and WorkSpaces both pass it. */
export function fleetContract(on: string, start: () => Promise<FleetUnderTest>) {
  const listed = async (fleet: Fleet, source: Source) => {
    const pages = [];
    let token: string | undefined;
    do {
      const page = await fleet.list(source, token);
      pages.push(page.items);
      token = page.next;
    } while (token !== undefined);
    return pages;
  };

  describe(`a fleet on ${on}`, () => {
    test('is looked at, listed, and read for tags and connections', async () => {
      const { fleet, make, end } = await start();
      const tagged = await make(30, { Cleandesk: 'rebuild', Team: 'a' });
      const others = await make(3, {});
      const [first = '', second = ''] = tagged;
      const [other = ''] = others;

      const seen = await fleet.look([...tagged, 'ws-000000000']);
      expect(seen.size).toBe(30);
      const desktop = seen.get(first);
      if (desktop === undefined || desktop === 'unreadable') throw new Error(`${first} can not be seen`);
      expect(desktop).toMatchObject({ workspaceId: first, going: false });

      const byTag = await listed(fleet, { by: 'tags', tags: { Cleandesk: ['rebuild', 'recreate'] } });
      expect(byTag.every((page) => page.length <= 25)).toBe(true);
      expect(
        byTag
          .flat()
          .map((item) => item.desktop.workspaceId)
          .toSorted((a, b) => a.localeCompare(b)),
      ).toEqual(tagged.toSorted((a, b) => a.localeCompare(b)));
      expect(byTag.flat().find((item) => item.desktop.workspaceId === first)).toEqual({
        desktop,
        tags: { Cleandesk: 'rebuild', Team: 'a' },
      });
      expect(
        (await listed(fleet, { by: 'tags', tags: { Cleandesk: ['rebuild'], Team: ['b'] } })).flat(),
      ).toEqual([]);

      for (const source of [
        { by: 'directory', directoryId: desktop.directoryId },
        { by: 'bundle', bundleId: desktop.bundleId ?? '' },
      ] as const) {
        const pages = await listed(fleet, source);
        expect(pages.every((page) => page.length <= 25)).toBe(true);
        const ids = pages.flat().map((item) => item.desktop.workspaceId);
        expect(ids).toEqual(expect.arrayContaining([...tagged, ...others]));
        expect(new Set(ids).size).toBe(ids.length);
      }

      const index = await fleet.tagsOf([first, other, 'ws-000000000']);
      expect([...index]).toEqual([[first, { Cleandesk: 'rebuild', Team: 'a' }]]);
      expect(await fleet.exactTags(first)).toEqual({ Cleandesk: 'rebuild', Team: 'a' });
      expect(await fleet.exactTags(other)).toEqual({});
      expect(await fleet.exactTags('ws-000000000')).toEqual({});

      const connections = await fleet.connections(tagged);
      for (const { state } of connections.values()) expect(state).not.toBe('CONNECTED');

      await end(second);
      expect((await fleet.look([second])).get(second) ?? { going: true }).toMatchObject({ going: true });
      const after = (await listed(fleet, { by: 'tags', tags: { Cleandesk: ['rebuild'] } })).flat();
      expect(after.filter((item) => !item.desktop.going)).toHaveLength(29);
    });
  });
}
