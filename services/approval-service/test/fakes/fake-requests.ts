import { hasEnded, type Request } from '../../src/domain/request.ts';
import { iso } from '../../src/domain/time.ts';
import { type Digest, type Requests, Stale, type Stored } from '../../src/ports.ts';
import type { FakeLeases } from './fake-leases.ts';
import { pageOf } from './pages.ts';

/** Requests in memory. Holds to the same contract suite as DynamoDB. */
export function fakeRequests(digest: Digest, leases: FakeLeases) {
  const requests = new Map<string, Stored<Request>>();
  const keys = new Map<string, { id: string; hash: string }>();
  const open = new Map<string, string>();
  const perDayOf = new Map<string, number>();
  const all = () => [...requests.values()].map(({ value }) => value);
  const openKey = ({ seat, kind }: Pick<Request, 'seat' | 'kind'>) => `${digest.seatId(seat)}/${kind}`;
  const keyOf = (login: string, key: string) => `${login.toLowerCase()}:${key}`;
  const dayOf = ({ requester, createdAt }: Request) =>
    `${requester.login.toLowerCase()}:${iso(createdAt).slice(0, 10)}`;
  const lastMove = ({ history, createdAt }: Request) => history.at(-1)?.at ?? createdAt;

  const port: Requests = {
    async create(request, { once, perDay }) {
      const key = keyOf(request.requester.login, once.key);
      const before = keys.get(key);
      if (before !== undefined) {
        const stored = requests.get(before.id);
        if (before.hash !== once.hash || stored === undefined) return { kind: 'otherBody' };
        return { kind: 'earlier', request: stored };
      }
      if (open.has(openKey(request))) return { kind: 'open' };
      const day = dayOf(request);
      const count = perDayOf.get(day) ?? 0;
      if (count >= perDay) return { kind: 'tooManyToday' };
      perDayOf.set(day, count + 1);
      keys.set(key, { id: request.id, hash: once.hash });
      open.set(openKey(request), request.id);
      const stored = { value: request, version: 1 };
      requests.set(request.id, stored);
      return { kind: 'created', request: stored };
    },

    async earlier(login, { key, hash }) {
      const before = keys.get(keyOf(login, key));
      if (before === undefined) return undefined;
      return before.hash === hash ? requests.get(before.id) : 'otherBody';
    },

    load: async (id) => requests.get(id),

    async save(before, next, lease) {
      if (requests.get(next.id)?.version !== before.version) throw new Stale();
      if (lease !== undefined) leases.write(digest.seatId(next.seat), lease.before, lease.next);
      const stored = { value: next, version: before.version + 1 };
      requests.set(next.id, stored);
      if (hasEnded(next.status) && !hasEnded(before.value.status)) open.delete(openKey(next));
      return stored;
    },

    openOf: async (seatId, kind) => open.get(`${seatId}/${kind}`),

    async ofSeat(seatId, { status, ...page }) {
      const found = pageOf(
        all().filter(({ seat }) => digest.seatId(seat) === seatId),
        ({ id }) => id,
        page,
        'newestFirst',
      );
      const items = found.items.filter((request) => status === undefined || request.status === status);
      return { ...found, items };
    },

    async ofApprover(mail, state, page) {
      const listed = all().filter(({ approval, decisions, status }) => {
        if (!approval.approvers.includes(mail)) return false;
        const decided = decisions.some(({ by }) => by === mail);
        return state === 'decided' ? decided : !decided && status === 'waiting';
      });
      return pageOf(listed, ({ id }) => id, page, 'newestFirst');
    },

    async leftovers(before, limit) {
      return all()
        .filter(({ started, heard }) => !started || !heard)
        .toSorted((a, b) => lastMove(a) - lastMove(b))
        .slice(0, limit)
        .filter((request) => lastMove(request) < before)
        .map(({ id }) => id);
    },
  };
  return { ...port, all };
}
