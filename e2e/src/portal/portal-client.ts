import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Problem, problem, type Route } from '@cleandesk/portal-api';
import type * as z from 'zod';

/** Tries at a call that API Gateway itself refuses: throttled, or its function died. The same key goes with each. */
const tries = 25;

/** What the API said no to. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;
  constructor(said: Problem) {
    super(`${said.status} ${said.type}: ${said.detail ?? said.title}`);
    this.problem = said;
  }
}

type Call = {
  parameters?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | number>>;
  body?: unknown;
  /** The same for what is to be done once. */
  key?: string;
};

/** The portal's API as somebody. Each answer is held against the route's description. */
export type PortalClient = {
  /** @throws {Refused} */
  ask<S extends z.ZodType>(route: Route & { answer: S }, given?: Call): Promise<z.output<S>>;
  /** Of a route without an answer. @throws {Refused} */
  tell(route: Route, given?: Call): Promise<void>;
  /** Whatever comes. */
  send(route: Route, given?: Call): Promise<Response>;
};

export function portalClient(apiUrl: string, idToken?: string): PortalClient {
  const once = (route: Route, { parameters = {}, query = {}, body, key = '' }: Call) => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
      encodeURIComponent(parameters[name] ?? ''),
    );
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return fetch(`${apiUrl}${path}${search.size > 0 ? `?${search.toString()}` : ''}`, {
      method: route.method,
      headers: {
        ...(idToken === undefined ? {} : { authorization: `Bearer ${idToken}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(route.once === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const send = async (route: Route, given: Call = {}) => {
    const call = { key: randomUUID(), ...given };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await once(route, call);
      const isOurs = answer.headers.get('content-type')?.includes('problem+json') ?? false;
      if (answer.ok || isOurs || attempt === tries || (answer.status !== 429 && answer.status < 500))
        return answer;
      await pause(Math.min(100 * 2 ** attempt, 2000) * (0.5 + Math.random()));
    }
  };
  const accepted = async (route: Route, given?: Call) => {
    const answer = await send(route, given);
    if (answer.ok) return answer;
    const text = await answer.text();
    const said = problem.safeParse(JSON.parse(text));
    if (said.success) throw new Refused(said.data);
    throw new Error(`${route.path} was answered ${answer.status}: ${text}`);
  };
  return {
    send,
    ask: async (route, given) => route.answer.parse(await (await accepted(route, given)).json()),
    tell: async (route, given) => void (await accepted(route, given)),
  };
}
