import { createHash } from 'node:crypto';
import { bundleId, desktopSpec, directoryId, groupName } from '@cleandesk/contracts';
import * as z from 'zod';
import type { Attributes, Group, LdapSource } from '../domain/group.ts';

const text = z.string().min(1);
const seconds = z.int().nonnegative();
const kind = z.enum(['active-directory', 'openldap']);

/** A group as Terraform writes it down. What it does not say has the default of its kind of directory. */
export const wireGroup = z.strictObject({
  name: groupName,
  kind: kind.default('active-directory'),
  urls: z.array(z.string().regex(/^ldaps?:\/\/[^/\s]+$/)).min(1),
  ca: text.optional(),
  bindUser: text,
  secret: text,
  groupDn: text,
  groupFilter: text.optional(),
  userFilter: text.optional(),
  searchBase: text,
  attributes: z
    .strictObject({
      id: text.optional(),
      login: text.optional(),
      mail: text.optional(),
      member: text.optional(),
    })
    .default({}),
  nested: z.boolean().default(false),
  /** Active Directory gives 1,000 entries a page at most (MaxPageSize of its default query policy). */
  pageSize: z.int().min(1).max(5000).default(1000),
  connectSeconds: seconds.default(5),
  readSeconds: seconds.default(120),
  directoryId,
  desired: desktopSpec.extend({ bundleId }),
  requireMail: z.boolean().default(true),
  excludeDisabled: z.boolean().default(true),
  leaverDelaySeconds: seconds.default(86_400),
  connectedLeaverSeconds: seconds.default(43_200),
  limits: z
    .strictObject({
      leaversShare: z.number().min(0).max(1).default(0.1),
      leaversLeast: z.int().nonnegative().default(5),
      mayBeEmpty: z.boolean().default(false),
      membersMost: z.int().positive().default(25_000),
    })
    .prefault({}),
  dryRun: z.boolean().default(true),
});
export type WireGroup = z.output<typeof wireGroup>;

type Kind = z.output<typeof kind>;
type Usual = { groupFilter: string; userFilter: string; attributes: Attributes };

/** How each kind of directory usually names things; RFC 4519 and 2798 for OpenLDAP, the AD schema for the other. */
const usual: Readonly<Record<Kind, Usual>> = {
  'active-directory': {
    groupFilter: '(objectClass=group)',
    userFilter: '(&(objectCategory=person)(objectClass=user))',
    attributes: { id: 'objectGUID', login: 'sAMAccountName', mail: 'mail', member: 'member' },
  },
  openldap: {
    groupFilter: '(objectClass=groupOfNames)',
    userFilter: '(objectClass=inetOrgPerson)',
    attributes: { id: 'entryUUID', login: 'uid', mail: 'mail', member: 'member' },
  },
};

const ms = 1000;

/** @param precedence its place in the owner's list */
export function toGroup(wire: WireGroup, precedence: number): Group {
  const { name, secret, desired, requireMail, excludeDisabled, limits, dryRun } = wire;
  return {
    name,
    precedence,
    source: sourceOf(wire),
    secret,
    directoryId: wire.directoryId,
    desired,
    desiredVersion: createHash('sha256').update(JSON.stringify(desired)).digest('base64url').slice(0, 12),
    requireMail,
    excludeDisabled,
    leaverDelayMs: wire.leaverDelaySeconds * ms,
    connectedLeaverMs: wire.connectedLeaverSeconds * ms,
    limits,
    dryRun,
  };
}

function sourceOf(wire: WireGroup): LdapSource {
  const { kind: of, urls, ca, bindUser, groupDn, searchBase, nested, pageSize } = wire;
  const { groupFilter, userFilter, attributes } = usual[of];
  const { id, login, mail, member } = wire.attributes;
  return {
    kind: of,
    urls,
    ...(ca === undefined ? {} : { ca }),
    bindUser,
    groupDn,
    groupFilter: wire.groupFilter ?? groupFilter,
    userFilter: wire.userFilter ?? userFilter,
    searchBase,
    attributes: {
      id: id ?? attributes.id,
      login: login ?? attributes.login,
      mail: mail ?? attributes.mail,
      member: member ?? attributes.member,
    },
    nested,
    pageSize,
    connectMs: wire.connectSeconds * ms,
    readMs: wire.readSeconds * ms,
  };
}
