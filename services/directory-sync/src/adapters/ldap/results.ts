import { elsewhere, everywhere, Trouble } from './trouble.ts';

/** RFC 4511's result codes, those that we tell apart. */
export const ResultCode = {
  success: 0,
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  referral: 10,
  adminLimitExceeded: 11,
  unavailableCriticalExtension: 12,
  confidentialityRequired: 13,
  noSuchObject: 32,
  invalidDNSyntax: 34,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
} as const;
export type ResultCode = (typeof ResultCode)[keyof typeof ResultCode];

/** What Active Directory says of a refused password, in hex. */
const refusedBecause: Record<string, string> = {
  '525': 'there is no such user',
  '52e': 'user or password is wrong',
  '530': 'the user may not log in at this time',
  '531': 'the user may not log in from here',
  '532': 'the password has expired',
  '533': 'the account is disabled',
  '701': 'the account has expired',
  '773': 'the password must be changed first',
  '775': 'the account is locked',
};

/** @param diagnostic the server's own words; only what Active Directory has a code for is told on, the rest may name people */
export function bindTrouble(status: number, diagnostic: string): Trouble {
  switch (status) {
    case ResultCode.busy:
    case ResultCode.unavailable:
      return new Trouble('ServerUnreachable', 'is too busy to let anybody in', elsewhere);
    case ResultCode.invalidCredentials: {
      const why = refusedBecause[/\bdata ([\da-f]{3}),/i.exec(diagnostic)?.[1]?.toLowerCase() ?? ''];
      return new Trouble(
        'BindFailed',
        `did not let the bind user in: ${why ?? 'user or password is wrong'}. Put the password of now into the secret`,
        everywhere,
      );
    }
    case ResultCode.invalidDNSyntax:
      return new Trouble(
        'BindFailed',
        'does not know names like that of the bind user: write its DN (Active Directory also takes user@domain and DOMAIN\\user)',
        everywhere,
      );
    case ResultCode.strongerAuthRequired:
    case ResultCode.confidentialityRequired:
      return new Trouble('BindFailed', 'takes no password by a simple bind over TLS', everywhere);
    default:
      return new Trouble(
        'BindFailed',
        `did not let the bind user in (LDAP result ${status}): may it bind at all?`,
        everywhere,
      );
  }
}

export function searchTrouble(status: number): Trouble {
  switch (status) {
    case ResultCode.timeLimitExceeded:
    case ResultCode.sizeLimitExceeded:
    case ResultCode.adminLimitExceeded:
      return new Trouble(
        'ReadIncomplete',
        `gave a part only (LDAP result ${status}): raise its limits for the bind user, or narrow the search base`,
        everywhere,
      );
    case ResultCode.unavailableCriticalExtension:
      return new Trouble(
        'ReadIncomplete',
        'does not give results in pages: allow simple paged results (RFC 2696)',
        everywhere,
      );
    case ResultCode.noSuchObject:
    case ResultCode.invalidDNSyntax:
    case ResultCode.referral:
      return new Trouble('ReadIncomplete', 'has no such search base, or hides it: is it right?', everywhere);
    case ResultCode.insufficientAccessRights:
      return new Trouble('ReadIncomplete', 'does not let the bind user search: grant it to read', everywhere);
    case ResultCode.busy:
    case ResultCode.unavailable:
      return new Trouble('ReadIncomplete', 'is too busy to answer', elsewhere);
    default:
      return new Trouble('ReadIncomplete', `ended a search with LDAP result ${status}`, elsewhere);
  }
}

/** @param isBound whether the server had let us in by then */
export function connectionLost(isBound: boolean): Trouble {
  return isBound
    ? new Trouble('ReadIncomplete', 'ended the connection in the middle of the read', elsewhere)
    : new Trouble('ServerUnreachable', 'ended the connection before it let us in', elsewhere);
}
