import { expect, test } from 'vitest';
import { decision, linkToken, newRequest, reason, routeNames, routes, seatsQuery } from '../src/index.ts';

test('no two routes have one address, and each parameter of an address is described', () => {
  const addresses = routeNames.map((name) => `${routes[name].method} ${routes[name].path}`);
  expect(new Set(addresses).size).toBe(routeNames.length);
  for (const name of routeNames) {
    const route = routes[name];
    const named = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const described = 'parameters' in route ? Object.keys(route.parameters.shape) : [];
    expect([name, new Set(described)]).toEqual([name, new Set(named)]);
  }
});

test('without a sign-in there are only the links of mails', () => {
  expect(routeNames.filter((name) => routes[name].by === 'nobody')).toEqual(['openLink', 'decideByLink']);
});

test('nobody sets what is not theirs to set', () => {
  const wish = { kind: 'desktop', offerId: 'standard', reason: 'To work.' };
  expect(newRequest.safeParse(wish).success).toBe(true);
  for (const more of [{ state: 'done' }, { requester: { login: 'eve' } }, { approvals: { needed: 0 } }])
    expect(newRequest.safeParse({ ...wish, ...more }).success).toBe(false);
  expect(decision.safeParse({ decision: 'approve', by: 'ada@example.com' }).success).toBe(false);
});

test('whoever rejects says why', () => {
  expect(decision.safeParse({ decision: 'reject' }).success).toBe(false);
  expect(decision.safeParse({ decision: 'approve' }).success).toBe(true);
});

test('a reason may have lines, and no control characters', () => {
  expect(reason.parse('  One.\nTwo: “ünïcode” 🙂 ')).toBe('One.\nTwo: “ünïcode” 🙂');
  for (const wrong of ['', '   ', 'x\ry', 'x\0y', 'x\u001b[31my', 'x\u0085y', 'x'.repeat(501)])
    expect([wrong, reason.safeParse(wrong).success]).toEqual([wrong, false]);
});

test('a token is 256 bits, and a page has its bounds', () => {
  expect(linkToken.safeParse('a'.repeat(43)).success).toBe(true);
  expect(linkToken.safeParse('a'.repeat(42)).success).toBe(false);
  expect(seatsQuery.parse({ limit: '10' })).toEqual({ limit: 10 });
  for (const limit of ['0', '101', '1e9', 'many'])
    expect(seatsQuery.safeParse({ limit }).success).toBe(false);
});
