import { Refused } from '@cleandesk/command-line';
import { resetCause, seat, strategy } from '@cleandesk/contracts';
import * as z from 'zod';
import type { RecordKind } from '../../src/domain/actions.ts';

export const kinds = [
  'reset',
  'failed',
  'removed',
  'kept',
  'rehearsed',
  'firstLogin',
] as const satisfies RecordKind[];

type Whole<All extends Known, Known> = [All, Known];
/** Fails to compile when a kind is forgotten: whoever reads would stop at the first record of it. */
export type EveryKindIsRead = Whole<RecordKind, (typeof kinds)[number]>;

const text = z.string();
const time = z.iso.datetime();
const desktop = z.object({
  workspaceId: text,
  bundleId: text,
  computerName: text.optional(),
  ipAddress: text.optional(),
  imageId: text.optional(),
});

/** What a record says. A record of another kind lacks what the others have; an older one may lack what came later. */
const said = z.looseObject({
  kind: z.enum(kinds),
  at: time,
  seat,
  /** Of the signal that began the story. */
  correlationId: text.optional(),
  cause: z.union([resetCause, z.looseObject({ kind: z.enum(['unwanted', 'disuse']) })]).optional(),
  policy: z.object({ name: text, version: text }).optional(),
  strategy: strategy.optional(),
  left: z.object({ from: time, to: time }).optional(),
  lastSeenAt: time.optional(),
  confirmed: z.boolean().optional(),
  lastLoginAt: time.optional(),
  usedSince: time.optional(),
  holds: z.array(z.object({ id: text, owner: text, reason: text, from: time, until: time })).optional(),
  waitedFor: text.optional(),
  tags: z.record(text, text).optional(),
  looks: z.number().optional(),
  evidence: z.array(text).optional(),
  workspaceId: text.optional(),
  bundleId: text.optional(),
  because: text.optional(),
  reason: text.optional(),
  explanation: text.optional(),
  resetId: text.optional(),
  decidedAt: time.optional(),
  calledAt: time.optional(),
  notReadyAt: time.optional(),
  completedAt: time.optional(),
  timeToReadyMs: z.number().optional(),
  snapshotAt: time.nullish(),
  lostMs: z.number().optional(),
  oldDesktop: desktop.optional(),
  newDesktop: desktop.optional(),
  without: z.array(text).optional(),
  loginAt: time.optional(),
  afterMs: z.number().optional(),
});
export type Said = z.output<typeof said>;

const row = z.object({
  /** The seat's. */
  pk: text,
  number: z.int().positive(),
  kind: text,
  /** Epoch ms. */
  at: z.number(),
  text,
  previous: text,
  /** Epoch seconds, as `expiresAt`. */
  previousExpiresAt: z.number(),
  expiresAt: z.number(),
  hash: text,
});
/** A record as it is stored, and what its text says; a sample of each field is in `test/samples`. */
export const stored = row.extend({ text: said });
/** A record as it is stored. */
export type Row = z.output<typeof row>;

/** An item of the table is not one that this code wrote. The message names no user. */
export class NoRecord extends Refused {}

/** @throws {NoRecord} */
export function rowOf(item: unknown): Row {
  const result = row.safeParse(item);
  if (result.success) return result.data;
  throw new NoRecord(`An item is no record: ${placesIn(result.error)}`);
}

/** @throws {NoRecord} */
export function saidIn({ text: json, number }: Pick<Row, 'text' | 'number'>): Said {
  const result = said.safeParse(parsed(json));
  if (result.success) return result.data;
  throw new NoRecord(`Record ${number} of a seat cannot be read: ${placesIn(result.error)}`);
}

const placesIn = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.map(String).join('.') || 'all of it'}: ${message}`).join('; ');

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Zod says what is wrong with it; the parser would quote the text.
    return undefined;
  }
}
