import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { groupName, instant, seat } from '../words.ts';

/** Those that a person can let pass for one run. */
export const syncGuards = ['GroupEmpty', 'GroupShrunk', 'GroupTooLarge', 'UsersRenamed'] as const;

export const directorySyncRefusedV1 = defineEvent({
  source: 'cleandesk.directory-sync',
  detailType: 'DirectorySyncRefused.v1',
  summary:
    'A group could not be read, or what was read is not believed: nothing was changed, and a person is told once.',
  detail: () =>
    z.object({
      group: groupName,
      reason: z.enum([
        'ServerUnreachable',
        'CertificateWrong',
        'BindFailed',
        'GroupNotFound',
        'ReadIncomplete',
        'SecretUnreadable',
        ...syncGuards,
        /** Two users of the group have one login. */
        'LoginTwice',
        /** This user's desktop belongs to another group, or to nobody of ours: the others are not hindered by it. */
        'DesktopInTheWay',
      ]),
      /** What was found, and what to do. */
      explanation: z.string().max(1000),
      /** Of `DesktopInTheWay`. */
      seat: seat.optional(),
      /** Refused so often in a row for this reason; 1 at first. */
      times: z.int().positive(),
      /** The last read that was believed. */
      lastReadAt: instant.optional(),
    }),
});
