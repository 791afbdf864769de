import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { ownedProcess } from './processes.ts';

export const baseKinds = ['ministack', 'localstack'] as const;
export type BaseKind = (typeof baseKinds)[number];

const emulator = z.object({
  port: z.number().int().min(1).max(65_535),
  /** Absent when Docker runs it. */
  process: ownedProcess.optional(),
});

/** An OpenID Connect issuer, and as what the portal is known to it. */
const portalIssuer = z.object({ url: z.url(), clientId: z.string() });
export type PortalIssuer = z.infer<typeof portalIssuer>;

export const stackSettings = z.object({
  graceSeconds: z.number(),
  speed: z.number(),
  callsPerSecond: z.number().optional(),
  rehearsal: z.boolean().optional(),
  directory: z.boolean().optional(),
  portal: z.boolean().optional(),
  portalExpirySeconds: z.number().optional(),
  approversSignIn: z.boolean().optional(),
  portalIssuer: portalIssuer.nullish(),
  detector: z.enum(['per-desktop', 'fleet']).optional(),
});
export type Settings = z.infer<typeof stackSettings>;
export type Detector = NonNullable<Settings['detector']>;

const who = z.object({ bindUser: z.string(), password: z.string() });
/** The OpenLDAP of a stack that has one. Its passwords are those of a directory for tests. */
const directory = emulator.extend({ urls: z.array(z.string()), reader: who, admin: who });

const deployment = z.object({ fingerprint: z.string(), outputs: z.record(z.string(), z.unknown()) });

/** A part that an older version wrote counts as none, and the others count: an emulator that runs must not be forgotten. */
const stackState = z.object({
  base: emulator
    .extend({ kind: z.enum(baseKinds) })
    .optional()
    .catch(undefined),
  cloud: emulator.optional().catch(undefined),
  directory: directory.optional().catch(undefined),
  /** The server of the portal's files. */
  portal: emulator.optional().catch(undefined),
  settings: stackSettings.optional().catch(undefined),
  deployment: deployment.optional().catch(undefined),
});
/** What stands of one stack, as its folder remembers it. */
export type StackState = z.infer<typeof stackState>;

/** Empty when there is no stack yet. */
export function readState(file: string): StackState {
  if (!existsSync(file)) return {};
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return stackState.safeParse(content).data ?? {};
}

/** Written beside and renamed: a run that is ended half way leaves the old file, not half a file. */
export function writeState(file: string, state: StackState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
