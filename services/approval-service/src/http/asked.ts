import { createHash } from 'node:crypto';
import type { Problem } from '@cleandesk/portal-api';
import type { HonoRequest } from 'hono';
import type * as z from 'zod';
import type { Person } from '../domain/person.ts';
import type { Once } from '../ports.ts';
import type { ProblemName } from './problems.ts';

/** Bytes of a body that anybody needs: a reason of 500 characters, and names. */
const mostBytes = 16_384;
/** As the draft of the header says it: a string that its caller made up. */
const onceKey = /^[\x21-\x7e]{8,128}$/;

/** What was asked is not as it must be. */
export class Unacceptable extends Error {
  override readonly name = 'Unacceptable';
  readonly problem: ProblemName;
  readonly errors: Problem['errors'];
  readonly detail: string | undefined;
  constructor(problem: ProblemName, more: { detail?: string; errors?: Problem['errors'] } = {}) {
    super(problem);
    this.problem = problem;
    this.errors = more.errors;
    this.detail = more.detail;
  }
}

/** One call of the API. Whatever a route takes from it is validated by the schema that the route is described with. */
export type Asked = {
  /** @throws {Unacceptable} nobody is signed in. */
  person(): Person;
  /** Where the call comes from, for counting. */
  address: string;
  parameters<S extends z.ZodType>(schema: S): z.output<S>;
  query<S extends z.ZodType>(schema: S): z.output<S>;
  body<S extends z.ZodType>(schema: S): Promise<z.output<S>>;
  /** The caller's key for this POST. */
  once(): Promise<Once>;
};

export function askedOf(request: HonoRequest, given: { person: Person | undefined; address: string }): Asked {
  let text: Promise<string> | undefined;
  const bodyText = () => {
    text ??= textOf(request);
    return text;
  };
  return {
    address: given.address,
    person() {
      if (given.person === undefined) throw new Unacceptable('unauthorized');
      return given.person;
    },
    parameters: (schema) => parsed(schema, request.param(), 'notFound'),
    query: (schema) => parsed(schema, request.query(), 'invalid'),
    body: async (schema) => parsed(schema, jsonOf(await bodyText()), 'invalid'),
    async once() {
      const key = request.header('idempotency-key') ?? '';
      if (!onceKey.test(key)) {
        const detail =
          'Send a header Idempotency-Key with 8 to 128 characters that you make up for this request.';
        throw new Unacceptable('malformed', { detail });
      }
      const said = `${request.path}\n${await bodyText()}`;
      return { key, hash: createHash('sha256').update(said).digest('base64url') };
    },
  };
}

async function textOf(request: HonoRequest): Promise<string> {
  if (Number(request.header('content-length') ?? 0) > mostBytes) throw new Unacceptable('tooLarge');
  if (!/^application\/json\b/i.test(request.header('content-type') ?? ''))
    throw new Unacceptable('malformed', { detail: 'The body has to be application/json.' });
  const text = await request.text();
  if (Buffer.byteLength(text) > mostBytes) throw new Unacceptable('tooLarge');
  return text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unacceptable('malformed', { detail: 'The body is no JSON.' });
  }
}

function parsed<S extends z.ZodType>(schema: S, raw: unknown, problem: ProblemName): z.output<S> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  // What can't be an id is nobody's: the same answer as for one that there is not.
  if (problem === 'notFound') throw new Unacceptable('notFound');
  const errors = result.error.issues.slice(0, 20).map(({ path, message }) => ({
    at: path.map(String).join('.').slice(0, 100),
    message: message.slice(0, 200),
  }));
  throw new Unacceptable(problem, { errors });
}
