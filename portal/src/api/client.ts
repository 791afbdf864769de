import type { AnswerOf, BodyOf, ParametersOf, QueryOf } from '@cleandesk/portal-api';
import { paths, type RouteName } from './paths.ts';
import { CallFailed, signedOut, troubleOf, unreachable } from './trouble.ts';

type Part<Name extends string, T> = [T] extends [never] ? unknown : { [K in Name]: T };
/** What a route takes: only what the contract gives it, and a key where it does nothing twice. */
export type CallOf<N extends RouteName> = Part<'parameters', ParametersOf<N>> &
  Part<'body', BodyOf<N>> & {
    query?: [QueryOf<N>] extends [never] ? never : QueryOf<N>;
  } & ((typeof paths)[N] extends {
    once: true;
  }
    ? { key: string }
    : unknown) & { signal?: AbortSignal };
export type Answer<N extends RouteName> = [AnswerOf<N>] extends [never] ? undefined : AnswerOf<N>;

/** Calls the API. @throws {CallFailed} for every call that is not answered as asked; an aborted one throws its reason. */
export type Api = <N extends RouteName>(name: N, given: CallOf<N>) => Promise<Answer<N>>;

export type Tokens = {
  /** The ID token, or undefined for nobody. With `fresh` one that was made just now, if that is possible. */
  token: (fresh?: boolean) => Promise<string | undefined>;
};

const publicRoutes: readonly RouteName[] = ['openLink', 'decideByLink'];
const patienceMs = 20_000;

export function api(apiUrl: string, tokens: Tokens): Api {
  return async (name, given) => {
    const { method, path } = paths[name];
    const call: Loose = given;
    const address = new URL(apiUrl.replace(/\/$/, '') + filled(path, call.parameters ?? {}));
    for (const [key, value] of Object.entries(call.query ?? {}))
      if (typeof value === 'string' || typeof value === 'number') address.searchParams.set(key, `${value}`);
    const send = async (token: string | undefined) => {
      const headers = new Headers({ accept: 'application/json, application/problem+json' });
      if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
      if (call.key !== undefined) headers.set('idempotency-key', call.key);
      if (call.body !== undefined) headers.set('content-type', 'application/json');
      const body = call.body === undefined ? null : JSON.stringify(call.body);
      return reached(address, { method, headers, body, credentials: 'omit', cache: 'no-store' }, call.signal);
    };
    if (publicRoutes.includes(name)) return answerOf(await send(undefined));

    const token = await tokens.token();
    if (token === undefined) throw new CallFailed(signedOut);
    const first = await send(token);
    if (first.status !== 401) return answerOf(first);
    // The clock of this machine may be wrong, so that a token that looked good is none any more.
    const fresh = await tokens.token(true);
    if (fresh === undefined || fresh === token) throw new CallFailed(signedOut);
    return answerOf(await send(fresh));
  };
}

type Loose = {
  parameters?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  key?: string;
  signal?: AbortSignal;
};

export function filled(path: string, parameters: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
}

async function reached(address: URL, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
  const patience = AbortSignal.timeout(patienceMs);
  try {
    return await fetch(address, { ...init, signal: signal ? AbortSignal.any([signal, patience]) : patience });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new CallFailed(unreachable);
  }
}

/** What the API says is checked by the API itself, against the schemas that these types come from. */
async function answerOf(response: Response) {
  const text = await response.text();
  if (response.ok) return text === '' ? undefined : JSON.parse(text);
  throw new CallFailed(troubleOf(response.status, documentIn(text)));
}

/** A proxy in between may answer with a page. */
function documentIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
