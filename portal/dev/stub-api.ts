import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Problem, problem } from '@cleandesk/portal-api';
import { advance } from './deciding.ts';
import type { Door } from './door.ts';
import { doors } from './handlers.ts';
import type { Issuer } from './issuer.ts';
import type { Person } from './people.ts';
import { Refused } from './refused.ts';
import type { World } from './world.ts';

/** How a test disturbs the stub. */
export type Disturbance = {
  /** ms before each answer. */
  delayMs: number;
  /** Answers every call so instead. */
  instead: Problem | undefined;
};

/** The portal's API, for the portal's origin only, as the real one. */
export function stubApi(world: World, issuer: Issuer, origin: () => string, disturbance: Disturbance) {
  const known = doors(world);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('access-control-allow-origin', origin());
    response.setHeader('vary', 'origin');
    if (request.method === 'OPTIONS') return preflight(response);
    await new Promise((waited) => setTimeout(waited, disturbance.delayMs));
    try {
      if (disturbance.instead)
        throw new Refused(disturbance.instead.status, disturbance.instead.title, disturbance.instead);
      advance(world);
      const { door, parameters, url } = doorFor(known, request);
      const who = whoAsks(issuer, request);
      admit(door, who);
      const body: unknown = request.method === 'POST' ? await bodyOf(request) : undefined;
      const open = () => door.open({ parameters, query: Object.fromEntries(url.searchParams), body, who });
      const answer = door.route.once ? once(world, request, open) : open();
      if (request.method !== 'GET') world.changes.push(`${request.method} ${url.pathname}`);
      say(response, door.route.status, 'application/json', answer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      say(response, error.problem.status, 'application/problem+json', problem.parse(error.problem));
    }
  };
}

function preflight(response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', 'GET, POST, DELETE');
  response.setHeader('access-control-allow-headers', 'authorization, content-type, idempotency-key');
  response.setHeader('access-control-max-age', '600');
  response.writeHead(204).end();
}

function doorFor(known: readonly Door[], request: IncomingMessage) {
  const url = new URL(request.url ?? '/', 'http://stub');
  for (const door of known) {
    const { method, path } = door.route;
    const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const found = method === request.method ? pattern.exec(url.pathname) : null;
    if (!found) continue;
    const groups = Object.entries(found.groups ?? {});
    return {
      door,
      url,
      parameters: Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)])),
    };
  }
  throw new Refused(404, 'There is no such route');
}

function whoAsks(issuer: Issuer, request: IncomingMessage): Person | undefined {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return token === undefined ? undefined : issuer.holderOf(token);
}

function admit({ route }: Door, who: Person | undefined): void {
  if (route.by === 'nobody') return;
  if (!who) throw new Refused(401, 'Sign in first');
  if (!who.roles.includes(route.by))
    throw new Refused(403, 'You may not see this', {
      detail: 'It is for those who look after the desktops.',
    });
}

function once(world: World, request: IncomingMessage, open: () => unknown): unknown {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') throw new Refused(400, 'Idempotency-Key is missing');
  const before = world.answered.get(key);
  if (before !== undefined) return before;
  const answer = open();
  world.answered.set(key, answer);
  return answer;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : JSON.parse(text);
}

function say(response: ServerResponse, status: number, type: string, answer: unknown): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(answer === undefined ? undefined : JSON.stringify(answer));
}
