import type * as z from 'zod';
import { AwsFault } from './kernel.ts';
import { isPlain } from './protocol/wire.ts';

/**
 * Reads an operation's input as AWS does: a wrong type is a SerializationException, a broken constraint a
 * ValidationException that lists every one of them. Members that the schema does not name are ignored.
 */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  code = 'ValidationException',
): z.output<Schema> {
  const read = schema.safeParse(input ?? {}, { reportInput: true });
  if (read.success) return read.data;
  const issues = read.error.issues;
  for (const issue of issues) {
    const expected = expectedType(issue);
    if (expected === undefined || isMissing(issue.input)) continue;
    throw new AwsFault(
      'SerializationException',
      `${kindOf(issue.input)} can not be converted to ${article(expected)} at '${memberPath(issue.path)}'`,
    );
  }
  const found = issues.map(
    (issue) =>
      `Value ${shown(issue.input)} at '${memberPath(issue.path)}' failed to satisfy constraint: ${constraint(issue)}`,
  );
  const count = found.length === 1 ? '1 validation error' : `${found.length} validation errors`;
  throw new AwsFault(code, `${count} detected: ${found.join('; ')}`);
}

/** The type that a value is not of. An enum is a text before it is one of its values. */
function expectedType(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'invalid_type') return issue.expected;
  return issue.code === 'invalid_value' && typeof issue.input !== 'string' ? 'string' : undefined;
}

const isMissing = (value: unknown): boolean => value === undefined || value === null;

function constraint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return 'Member must not be null';
    case 'too_small':
      return sized(issue.origin)
        ? `Member must have length greater than or equal to ${issue.minimum}`
        : `Member must have value greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return sized(issue.origin)
        ? `Member must have length less than or equal to ${issue.maximum}`
        : `Member must have value less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${unslashed(issue.pattern ?? issue.format)}`;
    case 'invalid_value':
      return isMissing(issue.input)
        ? 'Member must not be null'
        : `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message ?? 'Member is not valid';
  }
}

const sized = (origin: string): boolean => origin !== 'number' && origin !== 'int' && origin !== 'bigint';
/** As the service model has it: without what makes it a RegExp for the whole text. */
const unslashed = (pattern: string): string =>
  pattern.replace(/^\/(.*)\/[a-z]*$/s, '$1').replace(/^\^\(\?:(.*)\)\$$/s, '$1');

/** `workspaces.1.member.userName`: AWS counts list members from 1 and starts names in lower case. */
function memberPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `${part + 1}.member` : lowerFirst(String(part))))
    .join('.');
}

export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Members in lowerCamel at every depth, as CloudTrail and alarm histories write them; values stay as they are. */
export function lowerCamel(value: Record<string, unknown>): Record<string, unknown>;
export function lowerCamel(value: unknown): unknown;
export function lowerCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => lowerCamel(item));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [lowerFirst(name), lowerCamel(member)]),
  );
}

function shown(value: unknown): string {
  if (isMissing(value)) return 'null';
  if (value instanceof Uint8Array)
    return `'java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]'`;
  const text =
    typeof value === 'object' && value !== null && !(value instanceof Date)
      ? (JSON.stringify(value) ?? '')
      : String(value);
  return `'${text.length > 256 ? `${text.slice(0, 256)}…` : text}'`;
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'number' || typeof value === 'bigint') return 'NUMBER_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
}

function article(expected: string): string {
  switch (expected) {
    case 'int':
      return 'an Integer';
    case 'array':
      return 'a List';
    case 'object':
      return 'a Structure';
    default:
      return `a ${expected.charAt(0).toUpperCase()}${expected.slice(1)}`;
  }
}
