import { expect, test } from 'vitest';
import { isAsDescribed, routeOf } from './answers.ts';
import { ada, boss, eve, office, oz, personOf } from './given.ts';
import { type Call, claimsOf, portal, tokenOf } from './http.ts';
import { day, noon, seatIdOf } from './samples.ts';

const until = new Date(noon + 30 * day).toISOString();
const aDesktop = { kind: 'desktop', offerId: 'standard', reason: 'A new project', until };
const grace = personOf('grace');

/** The service with every call of a port written down. */
function guarded(more: Record<string, unknown> = {}) {
  const at = office(more);
  const reads: string[] = [];
  const watched = <T extends object>(name: string, port: T): T =>
    new Proxy(port, {
      get(target, key, receiver) {
        const found: unknown = Reflect.get(target, key, receiver);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]) => {
          reads.push(`${name}.${String(key)}`);
          return Reflect.apply(found, target, given);
        };
      },
    });
  at.world.requests = watched('requests', at.world.requests);
  at.world.seats = watched('seats', at.world.seats);
  at.world.leases = watched('leases', at.world.leases);
  at.world.links = watched('links', at.world.links);
  const { call, logged } = portal(at);
  const calls = async (given: Call) => {
    reads.length = 0;
    const answer = await call(given);
    isAsDescribed(given, answer);
    return { ...answer, reads: [...reads] };
  };
  return { at, logged, calls };
}

const claims = claimsOf(ada);
const [header, payload] = tokenOf(claims).split('.');
const otherPayload = tokenOf(claimsOf(oz)).split('.')[1];

test.each<[string, Partial<Call>]>([
  ['no token', { as: undefined }],
  ['a token that nobody checked', { checked: undefined }],
  ['a token of somebody else than was checked', { checked: claimsOf(oz) }],
  ['a token of another time than was checked', { checked: { ...claims, exp: 1 } }],
  ['a token of another issuer than was checked', { checked: { ...claims, iss: 'https://evil.example.com' } }],
  ['claims that were changed', { token: `${header}.${otherPayload}.c2ln` }],
  ['two tokens in one header', { token: `${tokenOf(claims)},${tokenOf(claimsOf(oz))}` }],
  ['no signature', { token: `${header}.${payload}.` }],
  ['another scheme', { token: 'Basic YWRhOnNlY3JldA==' }],
  ['claims that are no JSON', { token: `${header}.bm90IGpzb24.c2ln` }],
  ['claims that are a list', { token: tokenOf([claims]) }],
  ['no issuer', { token: tokenOf({ ...claims, iss: undefined }), checked: { ...claims, iss: undefined } }],
  ['an issuer that is no text', { token: tokenOf({ ...claims, iss: { toString: '' } }) }],
  ['no name of a user', { token: tokenOf({ ...claims, login: undefined }) }],
  ['an empty name', { token: tokenOf({ ...claims, login: '  ' }) }],
  ['a name that no directory has', { token: tokenOf({ ...claims, login: 'a'.repeat(64) }) }],
])('%s: sign in, and nothing is read', async (_what, given) => {
  const { calls } = guarded();
  for (const path of ['/me', '/me/seats', '/fleet', `/requests/${'0'.repeat(26)}`]) {
    const answer = await calls({ path, as: ada, ...given });
    expect([answer.status, answer.reads]).toEqual([401, []]);
  }
});

test('an address that the issuer has not verified decides nothing', async () => {
  const { at, calls } = guarded();
  const { id } = await at.asks({ kind: 'desktop', offerId: 'standard', reason: 'r', until: noon + day });
  const unverified = { ...claimsOf(boss), email_verified: false };
  const given = { as: boss, token: tokenOf(unverified), checked: unverified };
  expect((await calls({ path: '/me/approvals', ...given })).body).toEqual({ items: [] });
  const decision = { path: `/requests/${id}/decision`, body: { decision: 'approve' }, ...given };
  expect((await calls(decision)).status).toBe(404);
});

test('a group in a name is no membership', async () => {
  const { calls } = guarded();
  const odd = { ...claims, groups: 'staff operators' };
  const given = { as: ada, token: tokenOf(odd), checked: odd };
  expect((await calls({ path: '/fleet', ...given })).status).toBe(403);
});

test("another one's request and seat are answered as what does not exist", async () => {
  const { at, calls } = guarded();
  const { id } = await at.asks({ kind: 'desktop', offerId: 'standard', reason: 'r', until: noon + day });
  await at.seatIs('live', 'ada');
  await at.seatIs('live', 'grace');
  const nobodys = '0'.repeat(26);
  const pairs: [Call, Call][] = [
    [{ path: `/requests/${id}` }, { path: `/requests/${nobodys}` }],
    [
      { path: `/requests/${id}/decision`, body: { decision: 'approve' } },
      { path: `/requests/${nobodys}/decision`, body: { decision: 'approve' } },
    ],
    [
      { path: `/requests/${id}/withdrawal`, method: 'POST' },
      { path: `/requests/${nobodys}/withdrawal`, method: 'POST' },
    ],
    [{ path: `/seats/${seatIdOf('ada')}/timeline` }, { path: `/seats/${seatIdOf('nobody')}/timeline` }],
    [
      { path: '/requests', body: { kind: 'reset', seatId: seatIdOf('ada') } },
      { path: '/requests', body: { kind: 'reset', seatId: seatIdOf('nobody') } },
    ],
  ];
  for (const [theirs, none] of pairs) {
    const [one, other] = [await calls({ ...theirs, as: grace }), await calls({ ...none, as: grace })];
    const seen = ({ status, text, headers, reads }: typeof one) => ({
      status,
      text: text.replace(/gateway-\d+/, ''),
      headers,
      reads,
    });
    expect(seen(one)).toEqual(seen(other));
    expect(one.status).toBe(404);
  }
  expect((await at.requests.load(id))?.value.status).toBe('waiting');
  expect(at.said).toEqual([]);
});

test.each<Record<string, unknown>>([
  { requestId: '0'.repeat(26) },
  { status: 'done' },
  { state: 'done' },
  { requester: { login: 'grace' } },
  { approvals: { needed: 0, given: 0 } },
  { approval: { needed: 0, approvers: [] } },
  { seat: { directoryId: 'd-1', userName: 'grace' } },
  { seatId: seatIdOf('grace') },
  { decisions: [] },
  { revision: 1 },
  { constructor: {} },
])('nobody sets what is not asked for: %o', async (more) => {
  const { at, calls } = guarded();
  const answer = await calls({ path: '/requests', as: ada, body: { ...aDesktop, ...more } });
  expect(answer.status).toBe(422);
  expect(answer.reads).toEqual([]);
  expect(at.requests.all()).toEqual([]);
});

test('`__proto__` in a body changes nothing', async () => {
  const { at, calls } = guarded();
  const body = JSON.stringify(aDesktop).replace('{', '{"__proto__":{"operator":true,"needed":0},');
  const { status } = await calls({ path: '/requests', as: ada, body });
  expect([201, 422]).toContain(status);
  expect(at.requests.all().every(({ approval }) => approval.needed === 1)).toBe(true);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect((await calls({ path: '/fleet', as: ada })).status).toBe(403);
  expect((await calls({ path: '/me/requests', query: '__proto__[state]=done', as: ada })).status).toBe(422);
});

const text = (length: number) => 'x'.repeat(length);
test.each<[string, number, Partial<Call>]>([
  ['too large', 413, { body: { ...aDesktop, reason: text(20_000) } }],
  ['too large, and not as it says', 413, { body: text(20_000), headers: { 'content-length': '5' } }],
  ['a reason that is too long', 422, { body: { ...aDesktop, reason: text(501) } }],
  ['no JSON', 400, { body: '{"kind":' }],
  ['nothing', 400, { body: '' }],
  ['a text', 422, { body: '"reset"' }],
  ['null', 422, { body: 'null' }],
  ['a list in a list in a list', 422, { body: `${'['.repeat(8000)}${']'.repeat(8000)}` }],
  ['objects in objects', 422, { body: `${'{"a":'.repeat(2500)}1${'}'.repeat(2500)}` }],
  ['a form', 400, { body: 'kind=reset', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  [
    'a text that says it is one',
    400,
    { body: JSON.stringify(aDesktop), headers: { 'content-type': 'text/plain' } },
  ],
  ['no key', 400, { body: aDesktop, headers: { 'idempotency-key': '' } }],
  ['a short key', 400, { body: aDesktop, headers: { 'idempotency-key': 'short' } }],
  ['a key with a line end', 400, { body: aDesktop, headers: { 'idempotency-key': 'key\r\nx: y and more' } }],
  ['control characters', 422, { body: { ...aDesktop, reason: 'a\u0000b' } }],
  ['a day that there is not', 422, { body: { ...aDesktop, until: '2026-02-30T00:00:00Z' } }],
  ['a day that is no text', 422, { body: { ...aDesktop, until: 1_800_000_000_000 } }],
])('a body that is %s is refused with %i', async (_what, status, given) => {
  const { at, calls } = guarded();
  expect((await calls({ path: '/requests', method: 'POST', as: ada, ...given })).status).toBe(status);
  expect(at.requests.all()).toEqual([]);
});

test('what is wrong is said without saying it back', async () => {
  const { calls } = guarded();
  const { text: said } = await calls({
    path: '/requests',
    as: ada,
    body: { ...aDesktop, kind: '<script>alert(1)</script>' },
  });
  expect(said).not.toContain('script');
});

test('no route, and no other method of one', async () => {
  const { calls } = guarded();
  for (const given of [
    { path: '/' },
    { path: '/admin' },
    { path: '/requests/%2e%2e/%2e%2e' },
    { path: '/requests/%' },
    { path: '/me', method: 'DELETE' },
    { path: '/me', method: 'OPTIONS' },
    { path: '/fleet', method: 'POST', body: {} },
  ])
    expect((await calls({ as: ada, ...given })).status).toBe(404);
});

test('every route but those of links needs somebody who is signed in, and those of operators an operator', async () => {
  const { calls } = guarded();
  const { routes } = await import('@cleandesk/portal-api');
  for (const route of Object.values(routes)) {
    const path = route.path
      .replace('{requestId}', '0'.repeat(26))
      .replace('{seatId}', seatIdOf('ada'))
      .replace('{holdId}', 'h');
    expect(routeOf(route.method, path)).toBe(route);
    const { status } = await calls({ path, method: route.method });
    expect([route.path, status === 401]).toEqual([route.path, route.by !== 'nobody']);
    const { status: signedIn } = await calls({ path, method: route.method, as: ada });
    expect([route.path, signedIn === 403]).toEqual([route.path, route.by === 'operator']);
  }
});

test('a body where none belongs is no fault of ours', async () => {
  const { calls } = guarded();
  expect((await calls({ path: '/me', method: 'GET', as: ada, body: '{}' })).status).toBe(200);
});

test('names and reasons come back as they are, as data', async () => {
  const { calls } = guarded();
  const name = 'Ada\r\nBcc: all@example.com <script>\u202e';
  const odd = personOf('ada', { name, manager: 'boss@example.com' });
  const reason = '<script>alert(1)</script> \u202egnp.exe\nsecond line';
  const answer = await calls({ path: '/requests', as: odd, body: { ...aDesktop, reason } });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ reason, requester: { login: 'ada' } });
  expect(answer.headers['content-type']).toBe('application/json');
  expect(JSON.stringify(answer.headers)).not.toMatch(/Bcc|script/);
});

test('a manager that the sign-in names is no one else for another one', async () => {
  const { at, calls } = guarded();
  await calls({ path: '/requests', as: { ...ada, manager: 'Boss@Example.com' }, body: aDesktop });
  const [request] = at.requests.all();
  expect(request?.approval.approvers).toEqual(['boss@example.com']);
  const path = `/requests/${request?.id}/decision`;
  expect((await calls({ path, as: eve, body: { decision: 'approve' } })).status).toBe(404);
});

test('behind CloudFront it is the caller who is counted, and a header that holds no address is none', async () => {
  const { calls } = guarded();
  const guess = async (viewer: string) => {
    const headers = { 'x-viewer-address': viewer };
    return (await calls({ path: '/links/open', body: { token: 'A'.repeat(43) }, headers })).status;
  };
  for (let time = 0; time < 60; time += 1) expect(await guess('2001:db8::1')).toBe(404);
  expect(await guess('2001:db8::1')).toBe(429);
  expect(await guess('203.0.113.9')).toBe(404);
  for (let time = 0; time < 60; time += 1) expect(await guess(`nonsense ${time}`)).toBe(404);
  expect(await guess('nonsense')).toBe(429);
});

test('whoever makes up an address for each call is counted by their own', async () => {
  const { calls } = guarded();
  const guess = async (time: number) => {
    const headers = { 'x-viewer-address': `2001:db8::${time.toString(16)}` };
    return (await calls({ path: '/links/open', body: { token: 'A'.repeat(43) }, headers })).status;
  };
  for (let time = 0; time < 1200; time += 1) expect(await guess(time)).toBe(404);
  expect(await guess(1200)).toBe(429);
});
