import * as z from 'zod';
import { directorySeed } from '../../seed.ts';
import { model } from '../model.ts';
import { keptTags } from '../tags.ts';
import { registrationSchema } from './registration.ts';

/** A directory of the account; WorkSpaces knows those that are registered. */
export const directorySchema = directorySeed.omit({ registered: true }).extend({
  directoryType: model.schemaOf('WorkspaceDirectoryType'),
  /** DEREGISTERED: a directory of the account that WorkSpaces does not know. */
  state: z.enum(['REGISTERING', 'REGISTERED', 'DEREGISTERING', 'DEREGISTERED', 'ERROR']),
  /** The second part of its private addresses. */
  network: z.int(),
  subnetIds: z.array(z.string()),
  /** IP access control groups; with none users come from anywhere. */
  ipGroupIds: z.array(z.string()).default([]),
  registration: registrationSchema,
  /** What its registration ends in, as a fault asked for. */
  failure: z.string().optional(),
  tags: keptTags,
});
export type Directory = z.output<typeof directorySchema>;

/** The two subnets that a directory stands in, each in an Availability Zone of its own. */
export const ownSubnets = (network: number): string[] =>
  [0, 1].map((zone) => `subnet-${(0xa0000000 + 2 * network + zone).toString(16)}`);

/** A user whom a directory knows. */
export const personSchema = z.object({ directoryId: z.string(), userName: z.string() });
export type Person = z.output<typeof personSchema>;

/** User names are not case-sensitive. */
export const personKey = (directoryId: string, userName: string): string =>
  `${directoryId}/${userName.toLowerCase()}`;

/** Whom AWS takes as the name of a desktop that belongs to nobody (service model, `WorkspaceRequest.UserName`). */
export const userDecoupled = '[UNDEFINED]';
