import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { sharedFolders } from '../repository.ts';

/** Who can sign in: terraform/stacks/local says who may do what. */
export const testers = ['requester', 'approver', 'deputy', 'operator'] as const;
export type Tester = (typeof testers)[number];
export type Passwords = Record<Tester, string>;

const kept = z.record(z.enum(testers), z.string());

/** Random, and kept for this checkout: they are part of what is deployed, and with others a snapshot would be deployed anew. */
export function passwords(file: string = sharedFolders.portalPasswords): Passwords {
  const content: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const { data } = kept.safeParse(content);
  if (data !== undefined) return data;
  const made: Passwords = {
    requester: password(),
    approver: password(),
    deputy: password(),
    operator: password(),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** Without letters that look alike: people type it. With one of each sort: MiniStack asks for a symbol, whatever the pool says. */
function password(): string {
  const sorts = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789'];
  const one = (letters: string) => letters.charAt(randomInt(letters.length));
  return `${[...sorts.map(one), ...Array.from({ length: 15 }, () => one(sorts.join('')))].join('')}-`;
}
