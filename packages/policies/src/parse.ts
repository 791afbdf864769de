import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Policy } from './policy.ts';
import { policySchema, toPolicy } from './schema.ts';

/** The policies cannot be read: nothing may be treated as managed. The message names every fault with its place. */
export class PoliciesUnreadable extends Error {
  override readonly name = 'PoliciesUnreadable';
}

/** A function's whole environment holds 4 kB on AWS, hence the packing; what unpacks to more than this is no list of ours. */
const unpackedLimit = 1_000_000;

const list = z.array(policySchema).superRefine((policies, context) => {
  const seen = new Set<string>();
  for (const [index, { name }] of policies.entries()) {
    // Receipts name a policy by its name: two of one name could not be told apart.
    if (seen.has(name))
      context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" is used twice` });
    seen.add(name);
  }
});

/**
 * Reads an ordered list of policies: JSON, or base64 of gzip of JSON (Terraform's `base64gzip(jsonencode(…))`).
 * @throws {PoliciesUnreadable} with all faults at once.
 */
export function parsePolicies(text: string): readonly Policy[] {
  const result = list.safeParse(json(text.trim()));
  if (result.success) return result.data.map(toPolicy);
  const faults = result.error.issues.map((issue) => `${placeOf(issue.path)} ${issue.message}`);
  throw new PoliciesUnreadable(`The policies cannot be read: ${faults.join('; ')}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(/^[[{]/.test(text) ? text : unpacked(text));
  } catch (cause) {
    throw new PoliciesUnreadable('The policies are neither JSON nor base64 of gzip of JSON', { cause });
  }
}

const unpacked = (text: string) =>
  gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: unpackedLimit }).toString('utf8');

const placeOf = ([index, ...fields]: readonly PropertyKey[]) =>
  index === undefined ? 'the list' : [`policies[${String(index)}]`, ...fields.map(String)].join('.');
