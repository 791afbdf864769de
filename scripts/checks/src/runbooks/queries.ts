import * as z from 'zod';

/** A saved query of CloudWatch Logs Insights, as it stands in Terraform. */
export type Query = { name: string; text: string };

export type Sources = {
  /** Of files of code that write logs: their text. */
  code: readonly string[];
  /** JSON schemas of events, by detail-type. */
  schemas: ReadonlyMap<string, unknown>;
};

const words = new Set(
  (
    'fields filter stats sort limit by as asc desc in or and like not ' +
    'count max min avg latest earliest bin pct'
  ).split(' '),
);
/** What CloudWatch adds to a line, and what the logger writes into each; the error's own by `nameOf` of packages/lambda. */
const always = ['@timestamp', '@message', 'timestamp', 'level', 'message', 'service', 'correlationId'];
const ofErrors = ['error', 'because', 'cause'];
const envelope = ['@timestamp', 'time', 'source', 'id', 'detail-type'];

export function queriesOf(terraform: string): Query[] {
  return [...terraform.matchAll(/"([^"\n]+)" += <<-EOT\n(.*?)\n *EOT/gs)].map(([, name = '', text = '']) => ({
    name,
    text,
  }));
}

/** What a query asks that no log has, a line each: a message that nobody writes, a field that is not in it, an event that nobody says. */
export function queryFaults({ name, text }: Query, { code, schemas }: Sources): string[] {
  const types = [...text.matchAll(/"(\w+\.v\d+)"/g)].map(([, type = '']) => type);
  const faults = types
    .filter((type) => !schemas.has(type))
    .map((type) => `the query "${name}": there is no event ${type}.`);
  const messages = [...text.matchAll(/message = "([^"]+)"/g)].map(([, message = '']) => message);
  const writers = messages.flatMap((message) => {
    const found = code.filter((one) => one.includes(`'${message}'`));
    if (found.length === 0) faults.push(`the query "${name}": nobody writes "${message}".`);
    return found;
  });
  const isThere = (field: string): boolean => {
    if (types.length > 0)
      return (
        envelope.includes(field) ||
        (field.startsWith('detail.') &&
          types.some((type) => hasPath(schemas.get(type), field.split('.').slice(1))))
      );
    return (
      [...always, ...ofErrors].includes(field) ||
      writers.some((one) => new RegExp(`\\b${field}\\s*[,:}]`).test(one))
    );
  };
  for (const field of fieldsOf(text))
    if (!isThere(field)) faults.push(`the query "${name}": no log has ${field}.`);
  return faults;
}

/** Names in a query that are neither its language's words nor given by itself (`as minutes`). */
export function fieldsOf(query: string): string[] {
  const plain = query.replaceAll(/"[^"]*"/g, '""');
  const given = new Set([...plain.matchAll(/\bas (\w+)/g)].map(([, name]) => name));
  const names = [...plain.matchAll(/`([^`]+)`|(?<![\w.@`-])(@?[A-Za-z_][\w.]*)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
  return [...new Set(names)].filter((name) => !words.has(name) && !given.has(name));
}

const node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});

function hasPath(schema: unknown, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return true;
  const read = node.safeParse(schema);
  if (!read.success) return false;
  const { properties = {}, anyOf = [], oneOf = [] } = read.data;
  if (first in properties && hasPath(properties[first], rest)) return true;
  return [...anyOf, ...oneOf].some((one) => hasPath(one, path));
}
