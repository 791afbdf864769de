import * as z from 'zod';
import type { CallContext } from '../kernel.ts';
import { scheduleInput } from './shapes.ts';

/** Accounts and regions are kept apart. */
export type Scope = Pick<CallContext, 'accountId' | 'region'>;
const scope = { accountId: z.string(), region: z.string() };

const group = z.object({
  ...scope,
  name: z.string(),
  /** Epoch ms, here and below. */
  createdAt: z.number(),
  modifiedAt: z.number(),
  tags: z.record(z.string(), z.string()),
  /** The token of the create call, so that its repetition is told apart from another create of the same name. */
  token: z.string().optional(),
});
export type Group = z.output<typeof group>;

const definition = scheduleInput
  .omit({ Name: true, GroupName: true, ClientToken: true })
  .extend({ StartDate: z.number().optional(), EndDate: z.number().optional() });
export type Definition = z.output<typeof definition>;

const schedule = z.object({
  ...scope,
  group: z.string(),
  name: z.string(),
  createdAt: z.number(),
  modifiedAt: z.number(),
  definition,
  /** Of the last create or update call: same token and same definition → the same answer. */
  token: z.string().optional(),
  /** A one-time schedule that ran stays, with `ActionAfterCompletion: NONE`, and never runs again. */
  completed: z.boolean().optional(),
});
export type Schedule = z.output<typeof schedule>;

/** What the journal keeps. Applying all of them in order gives the state. */
export const journalRecord = z.discriminatedUnion('type', [
  z.object({ type: z.literal('group'), group }),
  z.object({ type: z.literal('groupGone'), ...scope, name: z.string() }),
  z.object({ type: z.literal('schedule'), schedule }),
  z.object({ type: z.literal('scheduleGone'), ...scope, group: z.string(), name: z.string() }),
]);
export type JournalRecord = z.output<typeof journalRecord>;

export const defaultGroup = 'default';

export const groupKey = (owner: Scope, name: string): string => `${owner.accountId}/${owner.region}/${name}`;
export const scheduleKey = (owner: Scope & { group: string; name: string }): string =>
  `${groupKey(owner, owner.group)}/${owner.name}`;

export const groupArn = (owner: Scope, name: string): string =>
  `arn:aws:scheduler:${owner.region}:${owner.accountId}:schedule-group/${name}`;
export const scheduleArn = (owner: Scope & { group: string; name: string }): string =>
  `arn:aws:scheduler:${owner.region}:${owner.accountId}:schedule/${owner.group}/${owner.name}`;
