import { readFileSync } from 'node:fs';
import { problem, type Route, routeNames, routes } from '@cleandesk/portal-api';
import { expect } from 'vitest';
import * as z from 'zod';
import type { Answer, Call } from './http.ts';

const document = z
  .object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          responses: z.record(
            z.string(),
            z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() }),
          ),
        }),
      ),
    ),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  })
  .parse(
    JSON.parse(readFileSync(new URL('../../../packages/portal-api/openapi.json', import.meta.url), 'utf8')),
  );

const prefix = '#/components/schemas/';

/** Without references to other parts of the document. */
function whole(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(whole);
  if (typeof schema !== 'object' || schema === null) return schema;
  if ('$ref' in schema && typeof schema.$ref === 'string' && schema.$ref.startsWith(prefix))
    return whole(document.components.schemas[schema.$ref.slice(prefix.length)]);
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, whole(value)]));
}

const known = new Map<string, z.ZodType>();
function described(path: string, method: string, status: string, type: string): z.ZodType | undefined {
  const key = [path, method, status, type].join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const schema = document.paths[path]?.[method.toLowerCase()]?.responses[status]?.content?.[type]?.schema;
  if (schema === undefined) return undefined;
  const made = z.fromJSONSchema(z.record(z.string(), z.unknown()).parse(whole(schema)));
  known.set(key, made);
  return made;
}

export function routeOf(method: string, path: string): Route | undefined {
  const parts = path.split('/');
  return routeNames
    .map((name): Route => routes[name])
    .find((route) => {
      const own = route.path.split('/');
      return (
        route.method === method &&
        own.length === parts.length &&
        own.every((part, index) => part.startsWith('{') || part === parts[index])
      );
    });
}

const always = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Every answer is what both descriptions say: nothing more, nothing less, and a problem in words where it is none. */
export function isAsDescribed({ method, path, body }: Call, answer: Answer): void {
  const asked = `${method ?? (body === undefined ? 'GET' : 'POST')} ${path}`;
  expect(answer.headers).toMatchObject(always);
  const route = routeOf(asked.slice(0, asked.indexOf(' ')), path);
  if (answer.status >= 400) {
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(problem.parse(answer.body)).toEqual(answer.body);
    expect(problem.parse(answer.body).status).toBe(answer.status);
    if (route !== undefined) {
      const status = answer.status === 500 ? '500' : '4XX';
      described(route.path, route.method, status, 'application/problem+json')?.parse(answer.body);
    }
    return;
  }
  if (route === undefined) throw new Error(`Nobody describes ${asked}`);
  expect(answer.status).toBe(route.status);
  if (route.answer === undefined) {
    expect(answer.text).toBe('');
    return;
  }
  expect(route.answer.parse(answer.body)).toEqual(answer.body);
  const schema = described(route.path, route.method, String(route.status), 'application/json');
  if (schema === undefined) throw new Error(`openapi.json does not know the answer of ${asked}`);
  schema.parse(answer.body);
}
