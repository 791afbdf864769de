import type * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { problem } from '../src/resources.ts';
import { type Route, routeNames, routes } from '../src/routes.ts';

const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
const problems = {
  description: 'Why not, as RFC 9457 has it',
  content: { 'application/problem+json': { schema: problem } },
};
const idempotencyKey = {
  in: 'header',
  name: 'Idempotency-Key',
  required: true,
  description: 'Made up by the caller for this request: sent twice it is done once.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
} as const;

/** The API as OpenAPI 3.1, from the same values that it validates with. */
export function openApi(): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const name of routeNames) {
    const route: Route = routes[name];
    const standing = paths[route.path] ?? {};
    paths[route.path] = { ...standing, [route.method.toLowerCase()]: operation(name, route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Cleandesk portal',
      version: '1.0.0',
      description: 'People ask for desktops, approvers decide, operators look after the fleet.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    security: [{ idToken: [] }],
    components: {
      securitySchemes: {
        idToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The ID token of the sign-in',
        },
      },
    },
    paths,
  });
}

function operation(name: string, route: Route): ZodOpenApiOperationObject {
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.by === 'nobody' ? 'links' : route.by],
    ...(route.by === 'nobody' ? { security: [] } : {}),
    requestParams: {
      ...(route.parameters === undefined ? {} : { path: route.parameters }),
      ...(route.query === undefined ? {} : { query: route.query }),
    },
    ...(route.once === undefined ? {} : { parameters: [idempotencyKey] }),
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: json(route.body) } }),
    responses: {
      [String(route.status)]: {
        description: route.summary,
        ...(route.answer === undefined ? {} : { content: json(route.answer) }),
      },
      '4XX': problems,
      '500': problems,
    },
  };
}
