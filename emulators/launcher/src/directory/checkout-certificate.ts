import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { sharedFolders } from '../repository.ts';
import { certificateAuthority } from './certificates.ts';

const kept = z.object({
  ca: z.string(),
  certificate: z.string(),
  key: z.string(),
  names: z.array(z.string()),
  until: z.number(),
});
const dayMs = 86_400_000;

/** This machine's own, and its name for other containers. */
const names = ['localhost', '127.0.0.1', 'directory'];

/** Kept, so that what is deployed trusts the next start as well. It is good for this machine's own names and nothing else. */
export async function certificateOfThisCheckout(): Promise<z.infer<typeof kept>> {
  const file = join(sharedFolders.directoryTls, 'tls.json');
  const content: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const { data } = kept.safeParse(content);
  if (data && data.until > Date.now() + 30 * dayMs && isDeepStrictEqual(data.names, names)) return data;
  const authority = await certificateAuthority('Cleandesk local stack');
  const until = Date.now() + 365 * dayMs;
  const made = { ca: authority.ca, names, until, ...(await authority.sign({ names })) };
  mkdirSync(sharedFolders.directoryTls, { recursive: true });
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  writeFileSync(join(sharedFolders.directoryTls, 'ca.pem'), made.ca);
  return made;
}

/** PEM of its authority, for whoever is to trust it. */
export const authorityOfThisCheckout = (): string =>
  readFileSync(join(sharedFolders.directoryTls, 'ca.pem'), 'utf8');
