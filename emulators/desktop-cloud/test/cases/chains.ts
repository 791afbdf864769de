import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { isPlain } from '../../src/protocol/wire.ts';

const members = z.record(z.string(), z.unknown());
const step = z.strictObject({
  operation: z.string().optional(),
  input: members.default({}),
  as: z.string().default('000000000000'),
  in: z.string().default('us-east-1'),
  refused: z.string().optional(),
  expect: members.default({}),
  keep: z.record(z.string(), z.string()).default({}),
  eventually: z.boolean().default(false),
  pages: z.strictObject({ list: z.string(), size: members.optional() }).optional(),
  control: z.string().optional(),
  body: members.optional(),
  status: z.int().default(200),
});
type Step = z.output<typeof step>;
export type Kept = Map<string, unknown>;

/** Thrown by a client for AWS's error of that code. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
class Differs extends Error {}

export type Place = { accountId: string; region: string };
/** One operation of a client of WorkSpaces; `undefined` when the client does not know it. */
export type Call = (
  operation: string,
  input: object,
  place: Place,
) => Promise<Record<string, unknown>> | undefined;

export type Count = { done: number; refused: number; pages: number };

/** Every chain of this folder, in the order of their names. */
export const chains = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => ({
    name,
    steps: z.array(step).parse(JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'))),
  }));

/** Plays all chains; says how often each operation was done, refused and paged. */
export async function played(call: Call, endpoint: string): Promise<Map<string, Count>> {
  const report = new Map<string, Count>();
  for (const { name, steps } of chains) {
    const kept: Kept = new Map();
    for (const [number, one] of steps.entries()) {
      try {
        if (one.control === undefined) await eventually(one, () => ask(call, one, kept, report));
        else await control(endpoint, one.control, one, kept);
      } catch (error) {
        throw new Error(`${name}, step ${number}: ${JSON.stringify(one)}`, { cause: error });
      }
    }
  }
  return report;
}

async function eventually(one: Step, run: () => Promise<void>): Promise<void> {
  const until = Date.now() + (one.eventually ? 30_000 : 0);
  for (;;) {
    try {
      await run();
      return;
    } catch (error) {
      if (!(error instanceof Differs || error instanceof Refused) || Date.now() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function ask(call: Call, one: Step, kept: Kept, report: Map<string, Count>): Promise<void> {
  const { operation = '' } = one;
  const input = filled({ ...one.input, ...one.pages?.size }, kept);
  if (!isPlain(input)) throw new TypeError('the input is no object');
  const place = { accountId: one.as, region: one.in };
  const first = call(operation, input, place);
  if (first === undefined) return;
  const count = report.get(operation) ?? { done: 0, refused: 0, pages: 0 };
  report.set(operation, count);
  if (one.refused !== undefined) {
    const code = await first.then(
      () => 'done',
      (error: unknown) => (error instanceof Refused ? error.code : Promise.reject(error)),
    );
    compare(one.refused, code, 'code');
    count.refused += 1;
    return;
  }
  let answer = await first;
  if (one.pages !== undefined) {
    const { list } = one.pages;
    const pages = [answer];
    for (let last = answer; typeof last.NextToken === 'string'; pages.push(last)) {
      last = (await call(operation, { ...input, NextToken: last.NextToken }, place)) ?? {};
    }
    if (pages.length < 2) throw new Differs(`${operation} has one page`);
    count.pages = Math.max(count.pages, pages.length);
    answer = { [list]: pages.flatMap((page) => page[list] ?? []) };
  }
  compare(filled(one.expect, kept), answer, 'answer');
  count.done += 1;
  for (const [key, path] of Object.entries(one.keep)) {
    const value = at(answer, path);
    if (value === undefined) throw new Error(`the answer has no ${path}`);
    kept.set(key, value);
  }
}

async function control(endpoint: string, to: string, one: Step, kept: Kept): Promise<void> {
  const [method = 'GET', path = ''] = String(filled(to, kept)).split(' ');
  const body = one.body === undefined ? {} : { body: JSON.stringify(filled(one.body, kept)) };
  const answer = await fetch(`${endpoint}/_control/${path}`, { method, ...body });
  if (answer.status !== one.status) throw new Error(`${answer.status}: ${await answer.text()}`);
}

/** `otherwise`: what stands for what nobody kept. */
export function filled(value: unknown, kept: Kept, otherwise: (key: string) => unknown = unkept): unknown {
  const as = (key: string): unknown => (kept.has(key) ? kept.get(key) : otherwise(key));
  if (typeof value === 'string') {
    const [, whole] = /^\{\{(\w+)\}\}$/.exec(value) ?? [];
    return whole === undefined
      ? value.replace(/\{\{(\w+)\}\}/g, (_, key: string) => String(as(key)))
      : as(whole);
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, kept, otherwise));
  if (!isPlain(value)) return value;
  if (typeof value.$bytes === 'string') return new Uint8Array(Buffer.from(value.$bytes, 'base64'));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, filled(member, kept, otherwise)]),
  );
}

function unkept(key: string): never {
  throw new Error(`nothing was kept as ${key}`);
}

/** Members that are not expected may be there; lists have as many items as are expected. */
function compare(expected: unknown, actual: unknown, path: string): void {
  const differs = () => new Differs(`${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) throw differs();
    for (const [index, item] of expected.entries()) compare(item, actual[index], `${path}.${index}`);
  } else if (!isPlain(expected)) {
    if (expected !== actual) throw differs();
  } else if ('$is' in expected) {
    if (!isOf(String(expected.$is), actual)) throw differs();
  } else if ('$has' in expected) {
    if (!Array.isArray(actual) || !actual.some((item) => fits(expected.$has, item))) throw differs();
  } else {
    if (!isPlain(actual)) throw differs();
    for (const [name, member] of Object.entries(expected)) compare(member, actual[name], `${path}.${name}`);
  }
}

function isOf(kind: string, actual: unknown): boolean {
  if (kind === 'missing') return actual === undefined;
  if (kind === 'text') return typeof actual === 'string' && actual !== '';
  if (kind === 'number') return typeof actual === 'number';
  if (kind === 'time') return actual instanceof Date;
  throw new Error(`nothing is a ${kind}`);
}

function fits(expected: unknown, actual: unknown): boolean {
  try {
    compare(expected, actual, 'item');
    return true;
  } catch (error) {
    if (error instanceof Differs) return false;
    throw error;
  }
}

/** What stands at a path like `Images.0.ImageId`, if anything does. */
export function at(answer: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return value[Number(name)];
    return isPlain(value) ? value[name] : undefined;
  }, answer);
}
