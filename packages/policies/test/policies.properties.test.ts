import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstMatch, parsePolicies } from '../src/index.ts';

const directories = ['d-aaaaaaaa', 'd-bbbbbbbb', 'd-cccccccc'];
const bundles = ['wsb-aaaaaaaa', 'wsb-bbbbbbbb', 'wsb-cccccccc'];
const tagKeys = ['Cleandesk', 'Team'];
const tagValues = ['a', 'b', 'c'];

const someOf = (values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const selectors = fc
  .record(
    {
      directoryIds: someOf(directories),
      bundleIds: someOf(bundles),
      tags: fc.dictionary(fc.constantFrom(...tagKeys), someOf(tagValues), { minKeys: 1 }),
    },
    { requiredKeys: [] },
  )
  .filter((match) => Object.keys(match).length > 0);
const policies = fc
  .array(
    fc.record({
      match: selectors,
      strategy: fc.constantFrom('rebuild', 'recreate'),
      graceSeconds: fc.integer({ min: 1, max: 86_400 }),
      dryRun: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((list) => list.map((policy, index) => ({ name: `policy ${index}`, ...policy })));
const desktops = fc.record({
  directoryId: fc.constantFrom(...directories),
  bundleId: fc.constantFrom(...bundles),
  userName: fc.constantFrom('alice', 'Bob'),
  tags: fc.dictionary(fc.constantFrom(...tagKeys), fc.constantFrom(...tagValues)),
});
const parse = (list: unknown) => parsePolicies(JSON.stringify(list));

/** The rule once more, written as the documentation says it. */
type Wire = {
  name: string;
  match: { directoryIds?: string[]; bundleIds?: string[]; tags?: Record<string, string[]> };
};
type Desktop = { directoryId: string; bundleId: string; tags: Record<string, string> };
function matchesByTheBook({ match }: Wire, desktop: Desktop): boolean {
  const answers: boolean[] = [];
  if (match.directoryIds) answers.push(match.directoryIds.some((id) => id === desktop.directoryId));
  if (match.bundleIds) answers.push(match.bundleIds.some((id) => id === desktop.bundleId));
  for (const [key, values] of Object.entries(match.tags ?? {}))
    answers.push(values.some((value) => value === desktop.tags[key]));
  return !answers.includes(false);
}

test('the first policy that matches wins, whatever stands after it', () => {
  fc.assert(
    fc.property(policies, desktops, (list, desktop) => {
      const expected = list.find((policy) => matchesByTheBook(policy, desktop));
      expect(firstMatch(parse(list), desktop)?.name).toBe(expected?.name);
    }),
    { numRuns: 2000 },
  );
});

test('policies after the first match change nothing', () => {
  fc.assert(
    fc.property(policies, policies, desktops, (list, more, desktop) => {
      const found = firstMatch(parse(list), desktop);
      fc.pre(found !== undefined);
      const later = more.map((policy, index) => ({ ...policy, name: `later ${index}` }));
      expect(firstMatch(parse([...list, ...later]), desktop)).toEqual(found);
    }),
  );
});

test('a user-decoupled desktop never matches', () => {
  fc.assert(
    fc.property(policies, desktops, (list, desktop) => {
      expect(firstMatch(parse(list), { ...desktop, userName: '[UNDEFINED]' })).toBeUndefined();
    }),
  );
});

test('the version changes with what a policy says, and not with the order of values', () => {
  fc.assert(
    fc.property(policies, fc.integer({ min: 1, max: 86_400 }), (list, graceSeconds) => {
      const [first] = list;
      fc.pre(first !== undefined && first.graceSeconds !== graceSeconds);
      const reversed = {
        ...first,
        match: {
          ...first.match,
          ...(first.match.directoryIds ? { directoryIds: [...first.match.directoryIds].reverse() } : {}),
        },
      };
      const [before, shuffled, changed] = [[first], [reversed], [{ ...first, graceSeconds }]].map(
        (one) => parse(one)[0]?.version,
      );
      expect(shuffled).toBe(before);
      expect(changed).not.toBe(before);
    }),
  );
});
