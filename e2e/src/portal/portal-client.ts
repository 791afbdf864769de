import { randomUUID } from 'node:crypto';
import { type Problem, problem, type Route } from '@cleandesk/portal-api';
import type * as z from 'zod';

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
  const send = (route: Route, { parameters = {}, query = {}, body, key = randomUUID() }: Call = {}) => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
      encodeURIComponent(parameters[name] ?? ''),
    );
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return fetch(`${apiUrl}${path}${search.size > 0 ? `?${search}` : ''}`, {
      method: route.method,
      headers: {
        ...(idToken === undefined ? {} : { authorization: `Bearer ${idToken}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(route.once === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const accepted = async (route: Route, given?: Call) => {
    const answer = await send(route, given);
    if (answer.ok) return answer;
    throw new Refused(problem.parse(await answer.json()));
  };
  return {
    send,
    ask: async (route, given) => route.answer.parse(await (await accepted(route, given)).json()),
    tell: async (route, given) => void (await accepted(route, given)),
  };
}
