import { createHash } from 'node:crypto';
import { AwsFault } from '../kernel.ts';

/** The largest page of DescribeWorkspaces and the connection states (service model, shape `Limit`). */
export const pageSize = 25;

/** A token says where the next page starts and of which question it is. */
export const tokenAfter = (order: number, question: string): string =>
  Buffer.from(JSON.stringify([order, question])).toString('base64url');

/** Where the page asked for starts. A token that is not ours, or of another question, is refused. */
export function startOf(
  token: string | undefined,
  question: string,
  code = 'InvalidParameterValuesException',
): number {
  if (token === undefined) return 0;
  const read = readToken(token);
  if (read === undefined || read.question !== question) {
    throw new AwsFault(code, 'The specified NextToken is not valid.');
  }
  return read.order;
}

function readToken(token: string): { order: number; question: string } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (!Array.isArray(value)) return undefined;
    const [order, question]: unknown[] = value;
    return typeof order === 'number' && typeof question === 'string' ? { order, question } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** One page of a list that is short: bundles and directories. */
export function cut<Item>(
  items: readonly Item[],
  from: number,
  size = pageSize,
): { page: Item[]; next?: number } {
  const page = items.slice(from, from + size);
  return from + size < items.length ? { page, next: from + size } : { page };
}

/**
 * One page of a list that is short, with the token of the next one.
 * @param question the operation and what it was asked for: a token of another question is refused
 * @param code what the operation refuses a token with
 */
export function listed<Item>(
  items: readonly Item[],
  asked: { question: unknown; token: string | undefined; size?: number | undefined; code?: string },
): { page: Item[]; next?: string } {
  const question = createHash('sha256').update(JSON.stringify(asked.question)).digest('base64url');
  const { page, next } = cut(items, startOf(asked.token, question, asked.code), asked.size);
  return next === undefined ? { page } : { page, next: tokenAfter(next, question) };
}
