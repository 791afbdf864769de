import { XMLBuilder } from 'fast-xml-parser';
import * as z from 'zod';
import { type AwsApi, AwsFault, type QueryDialect } from '../kernel.ts';
import type { WireCall } from './codec.ts';
import { queryCode } from './query-compatible.ts';
import { encodable, isPlain, type WireAnswer, type WireRequest } from './wire.ts';

/**
 * AWS Query: form fields in (`Action=PutMetricAlarm&Dimensions.member.1.Name=…`), XML out. Spoken to CloudWatch by
 * the Terraform provider of 5.x and by clients from before 2025.
 * Source: Smithy specification, "AWS query protocol".
 * @returns nothing when the request is no AWS Query or none of these APIs speaks its version
 */
export function queryCall(request: WireRequest, apis: Iterable<AwsApi>): WireCall | undefined {
  const form = formOf(request);
  const operation = form?.get('Action');
  if (form === undefined || operation === null || operation === undefined) return undefined;
  for (const { target, query } of apis) {
    if (target === undefined || query === undefined || query.version !== form.get('Version')) continue;
    return {
      target,
      operation,
      input: () => {
        const schema = query.inputOf(operation);
        return schema === undefined ? {} : readForm(form, schema);
      },
      answer: (output, requestId) => xmlAnswer(200, answerOf(operation, output, requestId, query)),
      refuse: (fault, requestId) => xmlAnswer(fault.status, refusalOf(fault, requestId, query)),
    };
  }
  return undefined;
}

function formOf(request: WireRequest): URLSearchParams | undefined {
  if (request.method === 'GET' && request.query.has('Action')) return request.query;
  const type = request.headers['content-type'] ?? '';
  if (request.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return undefined;
  return new URLSearchParams(request.body.toString('utf8'));
}

/** The fields of a form by the parts of their names. */
type Node = { text?: string; children: Map<string, Node> };

/** More parts than any field of AWS has; a longer name would only cost memory. */
const deepest = 16;

/** Form fields carry no types: which member is a list, a number or a boolean is what its schema says. */
export function readForm(form: URLSearchParams, schema: z.ZodType): unknown {
  const root: Node = { children: new Map() };
  for (const [name, text] of form) {
    const parts = name.split('.');
    if (parts.length > deepest) throw new AwsFault('MalformedQueryString', 'A field name has too many parts');
    let node = root;
    for (const part of parts) {
      const child: Node = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return shaped(root, schema);
}

function shaped(node: Node, schema: z.ZodType): unknown {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    const members: [string, unknown][] = [];
    for (const [name, member] of Object.entries(inner.shape)) {
      const child = node.children.get(name);
      if (child !== undefined && isSchema(member)) members.push([name, shaped(child, member)]);
    }
    return Object.fromEntries(members);
  }
  if (inner instanceof z.ZodArray) {
    const element = inner.element;
    return isSchema(element)
      ? numbered(node.children.get('member')).map((item) => shaped(item, element))
      : [];
  }
  const text = node.text ?? '';
  if (inner instanceof z.ZodNumber)
    return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
  if (isTime(inner)) {
    const time = new Date(text);
    return Number.isNaN(time.getTime()) ? text : time;
  }
  if (inner instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** The schema without what says only that a member may be left out. */
function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    const inner = schema.unwrap();
    return isSchema(inner) ? unwrapped(inner) : schema;
  }
  return schema;
}

/** Times of a service model are a Date, or a number in JSON. */
const isTime = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodUnion && schema.options.some((option) => option instanceof z.ZodDate);

const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType;

/** `member.1`, `member.2`, … in the order of their numbers, gaps passed over. */
function numbered(list: Node | undefined): Node[] {
  return [...(list?.children ?? [])]
    .filter(([number]) => /^\d+$/.test(number))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});

function answerOf(
  operation: string,
  output: unknown,
  requestId: string,
  { namespace, maps }: QueryDialect,
): unknown {
  return {
    [`${operation}Response`]: {
      '@xmlns': namespace,
      ...(output === undefined ? {} : { [`${operation}Result`]: element(encodable(output, isoTime), maps) }),
      ResponseMetadata: { RequestId: requestId },
    },
  };
}

function refusalOf(fault: AwsFault, requestId: string, { namespace }: QueryDialect): unknown {
  const Type = fault.status < 500 ? 'Sender' : 'Receiver';
  return {
    ErrorResponse: {
      '@xmlns': namespace,
      Error: { Type, Code: queryCode(fault), Message: printable(fault.message) },
      RequestId: requestId,
    },
  };
}

function element(value: unknown, maps: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    return value.length === 0 ? '' : { member: value.map((item) => element(item, maps)) };
  }
  if (isPlain(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        maps.has(name) && isPlain(member) ? entries(member) : element(member, maps),
      ]),
    );
  }
  return printable(String(value));
}

const entries = (map: Record<string, unknown>): unknown => ({
  entry: Object.entries(map).map(([key, value]) => ({
    key: printable(key),
    value: printable(String(value)),
  })),
});

const isoTime = (date: Date): string => date.toISOString();

/** XML 1.0 has no way to write most control characters, not even escaped. */
function printable(text: string): string {
  return text.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '\ufffd');
}

function xmlAnswer(status: number, document: unknown): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0"?>\n${builder.build(document)}`,
  };
}
