import * as z from 'zod';
import { directorySeed } from '../../seed.ts';
import { keptTags } from '../tags.ts';

/** A directory of the account; WorkSpaces knows those that are registered. */
export const directorySchema = directorySeed.extend({
  state: z.enum(['REGISTERED', 'DEREGISTERED']),
  /** The second part of its private addresses. */
  network: z.int(),
  subnetIds: z.array(z.string()),
  /** IP access control groups; with none users come from anywhere. */
  ipGroupIds: z.array(z.string()).default([]),
  tags: keptTags,
});
export type Directory = z.output<typeof directorySchema>;

/** A user whom a directory knows. */
export const personSchema = z.object({ directoryId: z.string(), userName: z.string() });
export type Person = z.output<typeof personSchema>;

/** User names are not case-sensitive. */
export const personKey = (directoryId: string, userName: string): string =>
  `${directoryId}/${userName.toLowerCase()}`;

/** Whom AWS takes as the name of a desktop that belongs to nobody (service model, `WorkspaceRequest.UserName`). */
export const userDecoupled = '[UNDEFINED]';
