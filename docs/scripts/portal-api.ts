import { type Route, routeNames, routes } from '@cleandesk/portal-api';
import * as z from 'zod';
import { fieldsOf } from '../../packages/contracts/scripts/fields.ts';

const head = `# The portal's API

Generated from \`packages/portal-api\` by \`pnpm generate\`; changes by hand are lost.

The portal's page calls it, and so can a tool of yours: HTTPS below the portal's address at \`/api\`, with the ID token of whoever is signed in as a bearer token.
The API itself serves this as OpenAPI 3.1 at \`/api/openapi.json\`; the file is [openapi.json](../../packages/portal-api/openapi.json).
What it refuses it explains as RFC 9457 has it (\`application/problem+json\`). Fields with a * are always there; members that are not named are refused. What a
request means and who may do what: [approval-service](../../services/approval-service/README.md).`;

const who = {
  nobody: 'without a sign-in',
  requester: 'everybody who is signed in',
  approver: 'approvers',
  operator: 'operators',
} as const;

/** `docs/reference/portal-api.md`: every route, who may call it, what goes in and what comes out. */
export function portalApiPage(): string {
  const list: Route[] = routeNames.map((name) => routes[name]);
  const contents = [
    '| route | for | |',
    '| --- | --- | --- |',
    ...list.map(
      (route) => `| [\`${titleOf(route)}\`](#${anchorOf(route)}) | ${who[route.by]} | ${route.summary} |`,
    ),
  ];
  return `${[head, contents.join('\n'), ...list.map(section)].join('\n\n')}\n`;
}

const titleOf = ({ method, path }: Route): string => `${method} ${path}`;
const anchorOf = (route: Route): string =>
  titleOf(route)
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

function section(route: Route): string {
  const notes = [
    `${route.summary}.`,
    `For ${who[route.by]}. Answers ${route.status}.`,
    ...(route.once
      ? ['With the header `Idempotency-Key`, made up by the caller: sent twice it is done once.']
      : []),
  ];
  return [
    `## \`${titleOf(route)}\``,
    notes.join(' '),
    ...fields('In the query', route.query),
    ...fields('Body', route.body),
    ...fields('Answer', route.answer),
  ].join('\n\n');
}

function fields(title: string, schema: z.ZodType | undefined): string[] {
  if (schema === undefined) return [];
  const rows = fieldsOf(z.toJSONSchema(schema, { io: title === 'Answer' ? 'output' : 'input' }));
  return [
    `${title}:`,
    [
      '| field | type |',
      '| --- | --- |',
      ...rows.map(({ path, type, optional }) => `| \`${path}\`${optional ? '' : ' *'} | ${type} |`),
    ].join('\n'),
  ];
}
