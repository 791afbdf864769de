import * as z from 'zod';
import { model } from '../model.ts';

/** An application on a desktop, or on its way there or away. Times are epoch ms. */
export const associationSchema = z.object({
  workspaceId: z.string(),
  applicationId: z.string(),
  wanted: z.enum(['installed', 'removed']),
  state: model.schemaOf('AssociationState'),
  reason: model.schemaOf('AssociationStateReason').optional(),
  /** What its deployment ends in, as a fault asked for. */
  failure: z.string().optional(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Association = z.output<typeof associationSchema>;

export const associationKey = (workspaceId: string, applicationId: string): string =>
  `${workspaceId}/${applicationId}`;
