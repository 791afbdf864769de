import type { Route } from '@cleandesk/portal-api';
import type * as z from 'zod';
import type { Person } from './people.ts';
import { Refused } from './refused.ts';

/** What came in, read by the route's schemas at the moment that it is looked at. */
export type Asked<P, Q, B> = {
  readonly parameters: P;
  readonly query: Q;
  readonly body: B;
  /** Whoever is signed in. */
  who: () => Person;
};

export type Raw = { parameters: unknown; query: unknown; body: unknown; who: Person | undefined };
export type Door = { route: Route; open(raw: Raw): unknown };

type Typed<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = Omit<
  Route,
  'parameters' | 'query' | 'body' | 'answer'
> & { parameters?: P; query?: Q; body?: B; answer?: A };

/** Binds a route to what the stub does there. An answer that the contract does not know is a fault of the stub, and thrown. */
export function on<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  route: Typed<P, Q, B, A>,
  handle: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => z.input<A> | undefined,
): Door {
  return {
    route,
    open(raw) {
      const answer = handle({
        get parameters() {
          return read(route.parameters, raw.parameters, 404);
        },
        get query() {
          return read(route.query, raw.query, 400);
        },
        get body() {
          return read(route.body, raw.body, 400);
        },
        who() {
          if (!raw.who) throw new Refused(401, 'Sign in first');
          return raw.who;
        },
      });
      return route.answer?.parse(answer);
    },
  };
}

function read<S extends z.ZodType>(schema: S | undefined, value: unknown, status: number): z.output<S> {
  if (!schema) throw new Error('the route takes no such thing');
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  throw new Refused(status, status === 404 ? 'There is nothing here' : 'This can’t be read', {
    detail: 'See what is marked.',
    errors: found.error.issues.map(({ path, message }) => ({ at: path.join('.'), message })),
  });
}
