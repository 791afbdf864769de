import { readFile } from 'node:fs/promises';
import { Refused } from '@cleandesk/command-line';
import { PoliciesUnreadable, type Policy, parsePolicies } from '@cleandesk/policies';
import * as z from 'zod';

/** As `terraform output -json` writes all outputs of a stack. */
const outputs = z.object({ policies: z.object({ value: z.unknown() }) });
const tags = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Policies as the functions read them: a list as JSON, packed or not, or what `terraform output -json` says, of one output or
 * of all.
 * @throws {Refused} with all faults at once
 */
export async function policiesIn(path: string): Promise<readonly Policy[]> {
  const text = await textOf(path);
  try {
    return parsePolicies(listIn(text));
  } catch (error) {
    if (!(error instanceof PoliciesUnreadable)) throw error;
    throw new Refused(`${path}: ${error.message}`);
  }
}

function listIn(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  const all = outputs.safeParse(json(text));
  return all.success ? JSON.stringify(all.data.policies.value) : text;
}

/** Tags by WorkSpace id. @throws {Refused} */
export async function tagsIn(path: string): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const result = tags.safeParse(json(await textOf(path)));
  if (result.success) return new Map(Object.entries(result.data));
  throw new Refused(`${path} has no tags by WorkSpace id, like {"ws-…": {"Pool": "kiosk"}}.`);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Refused(`${path} cannot be read (${code}).`);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever asked says in their own words what should be there.
    return undefined;
  }
}
