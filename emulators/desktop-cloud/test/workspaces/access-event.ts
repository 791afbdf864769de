import * as z from 'zod';

/** AWS's sample, member by member: no user name, `domain/` before the directory (Administration Guide, Access events). */
export const workspacesAccess = z.strictObject({
  clientIpAddress: z.ipv4(),
  actionType: z.literal('successfulLogin'),
  workspacesClientProductName: z.string(),
  loginTime: z.iso.datetime(),
  clientPlatform: z.string(),
  directoryId: z.string().startsWith('domain/d-'),
  workspaceId: z.string(),
});
