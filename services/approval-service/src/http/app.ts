import { routeNames, routes } from '@cleandesk/portal-api';
import { type Context, Hono } from 'hono';
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import { Refusal } from '../app/refusal.ts';
import type { World } from '../app/world.ts';
import { hourMs } from '../domain/time.ts';
import { BadCursor } from '../ports.ts';
import { answers } from './answers.ts';
import { askedOf, Unacceptable } from './asked.ts';
import { personOf, type SignIn } from './person.ts';
import { type ProblemName, problemOf, problems } from './problems.ts';

type Bindings = { event: LambdaEvent; lambdaContext: LambdaContext };
export type Api = Hono<{ Bindings: Bindings }>;

/** Calls of one person's address in an hour that nobody is signed in for: a person opens a few links. */
const openCallsPerHour = 60;
/** And of the address that called, which is CloudFront's for many people, or that of somebody who makes up theirs. */
const openCallsOfCallerPerHour = 1200;
const minuteMs = 60_000;

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** The API over HTTP: what each route needs is checked before it is asked, and whatever it throws is a problem in words. */
export function api(options: {
  world: () => Promise<World>;
  signIn: () => Promise<SignIn>;
  /** The API's OpenAPI description. */
  describe: () => Promise<object>;
  log: { error(message: string, error: unknown, fields?: Readonly<Record<string, string>>): void };
}): Api {
  const app: Api = new Hono<{ Bindings: Bindings }>();

  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  });

  app.get('/openapi.json', async (context) => context.json(await options.describe()));

  for (const name of routeNames) {
    const route = routes[name];
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) => {
      const world = await options.world();
      const person = route.by === 'nobody' ? undefined : signedIn(context, await options.signIn());
      const viewer = viewerOf(context);
      await withinLimits(person?.login, { viewer, caller: callerOf(context) }, world);
      // guard: fleets-are-for-operators
      if (route.by === 'operator' && person?.operator !== true) throw new Refusal('forbidden');
      const answer = await answers[name](askedOf(context.req, { person, address: viewer }), world);
      return answer === undefined ? context.body(null, 202) : context.json(answer, route.status);
    });
  }

  app.notFound((context) => problem(context, 'notFound'));
  app.onError((error, context) => {
    if (error instanceof Refusal) return problem(context, error.because, { detail: error.detail });
    if (error instanceof Unacceptable)
      return problem(context, error.problem, { detail: error.detail, errors: error.errors });
    if (error instanceof BadCursor)
      return problem(context, 'invalid', { detail: 'That is no cursor of this list.' });
    options.log.error('A call of the API failed', error, { instance: instanceOf(context) });
    return problem(context, 'unknown');
  });
  return app;
}

function problem(
  context: Context<{ Bindings: Bindings }>,
  name: ProblemName,
  more: Omit<Parameters<typeof problemOf>[1], 'instance'> = {},
) {
  const body = JSON.stringify(problemOf(name, { ...more, instance: instanceOf(context) }));
  return context.body(body, problems[name].status, { 'content-type': 'application/problem+json' });
}

const requestContext = (context: Context<{ Bindings: Bindings }>) => {
  const { event } = context.env;
  return 'requestContext' in event && 'http' in event.requestContext ? event.requestContext : undefined;
};

const instanceOf = (context: Context<{ Bindings: Bindings }>): string =>
  `urn:request:${requestContext(context)?.requestId ?? 'unknown'}`;

const callerOf = (context: Context<{ Bindings: Bindings }>): string =>
  requestContext(context)?.http.sourceIp ?? 'unknown';

/**
 * For counting, and for nothing else: behind CloudFront the caller is CloudFront, which says in a header for whom. Who calls the API
 * past it can make one up, and is counted by their own address then.
 */
const viewerOf = (context: Context<{ Bindings: Bindings }>): string => {
  const viewer = context.req.header('x-viewer-address');
  return viewer !== undefined && /^[0-9a-f.:]{3,45}$/i.test(viewer) ? viewer : callerOf(context);
};

function signedIn(context: Context<{ Bindings: Bindings }>, signIn: SignIn) {
  const checked = requestContext(context)?.authorizer?.jwt?.claims;
  const person = personOf(context.req.header('authorization'), checked, signIn);
  if (person === undefined) throw new Unacceptable('unauthorized');
  return person;
}

/** Above it nothing is read or written: a token of 256 bits can't be guessed, and nobody shall try. */
async function withinLimits(
  login: string | undefined,
  { viewer, caller }: { viewer: string; caller: string },
  world: World,
): Promise<void> {
  const counted =
    login === undefined
      ? [
          { who: `caller:${caller}`, most: openCallsOfCallerPerHour, ms: hourMs },
          { who: `address:${viewer}`, most: openCallsPerHour, ms: hourMs },
        ]
      : [{ who: `login:${login.toLowerCase()}`, most: world.settings.limits.callsPerMinute, ms: minuteMs }];
  for (const { who, ...window } of counted) {
    // guard: nobody-calls-without-end
    if (!(await world.limits.within(who, window, world.clock.now()))) throw new Refusal('tooManyRequests');
  }
}
