import * as z from 'zod';
import { type Person, sameMail } from '../domain/person.ts';

/** Which claims of the ID token say what, since issuers differ in it, and whose members are operators. */
export type SignIn = {
  claims: { user: string; mail: string; name: string; groups: string; manager?: string };
  operatorGroups: readonly string[];
};

const claimsOf = z.record(z.string(), z.unknown());

/**
 * Who is signed in. The token was checked by API Gateway's authorizer (issuer, audience, signature, expiry) before this runs: its
 * claims are read once more from the token, because the authorizer hands them on as texts, and a list as a text is ambiguous.
 * @returns `undefined` for a token without the user's name, or that is not the one that was checked.
 */
export function personOf(
  authorization: string | undefined,
  checked: Readonly<Record<string, unknown>> | undefined,
  { claims, operatorGroups }: SignIn,
): Person | undefined {
  const payload = payloadOf(authorization);
  // guard: only-what-the-authorizer-checked-is-believed
  if (payload === undefined || checked === undefined || !isSame(payload, checked)) return undefined;
  const login = textOf(payload[claims.user]);
  if (login === undefined || login.length > 63) return undefined;
  const mail = verifiedMail(payload, claims.mail);
  const manager = claims.manager === undefined ? undefined : textOf(payload[claims.manager]);
  return {
    login,
    name: textOf(payload[claims.name])?.slice(0, 100) ?? login,
    ...(mail === undefined ? {} : { mail: sameMail(mail) }),
    ...(manager?.includes('@') ? { manager: sameMail(manager) } : {}),
    operator: groupsOf(payload[claims.groups]).some((group) => operatorGroups.includes(group)),
  };
}

function payloadOf(authorization: string | undefined): Record<string, unknown> | undefined {
  const part = /^Bearer\s+[^.\s]+\.([^.\s]+)\.[^.\s]+$/i.exec(authorization ?? '')?.[1];
  if (part === undefined) return undefined;
  try {
    const payload = claimsOf.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
    return payload.data;
  } catch {
    return undefined;
  }
}

const isSame = (payload: Record<string, unknown>, checked: Readonly<Record<string, unknown>>): boolean =>
  ['iss', 'sub', 'exp'].every((name) => {
    const own = textOrNumber(payload[name]);
    return own !== undefined && own === textOrNumber(checked[name]);
  });

/** What else stands there compares as nothing. */
const textOrNumber = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** An address that the issuer says it has not verified could be anybody's: an approver's, for one. */
function verifiedMail(payload: Record<string, unknown>, claim: string): string | undefined {
  const verified = payload.email_verified;
  // guard: an-unverified-address-is-nobodys
  if (claim === 'email' && verified !== true && verified !== 'true') return undefined;
  const mail = textOf(payload[claim]);
  return mail?.includes('@') ? mail : undefined;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const groupsOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.filter((group) => typeof group === 'string');
  return typeof value === 'string' ? [value] : [];
};
