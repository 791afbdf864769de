import * as z from 'zod';

/** Kept by the account that invited; the other one looks for it there. */
export const accountLinkSchema = z.object({
  linkId: z.string(),
  targetAccountId: z.string(),
  /** `LINK_NOT_FOUND`: the invitation was deleted; nobody sees it any more. */
  status: z.enum([
    'PENDING_ACCEPTANCE_BY_TARGET_ACCOUNT',
    'LINKED',
    'LINKING_FAILED',
    'REJECTED',
    'LINK_NOT_FOUND',
  ]),
  /** Client tokens: the same call again is answered as the first one was. */
  invitedBy: z.string().optional(),
  answeredBy: z.string().optional(),
  deletedBy: z.string().optional(),
});
export type AccountLink = z.output<typeof accountLinkSchema>;
