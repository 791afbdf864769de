import { Refused, where } from '@cleandesk/command-line';
import { ldapDirectory } from '../../src/adapters/ldap-directory.ts';
import { SecretsManagerClient, secretsManager } from '../../src/adapters/secrets-manager.ts';
import type { Why } from '../../src/domain/changes.ts';
import { decide, isRefusal } from '../../src/domain/decide.ts';
import type { Guard } from '../../src/domain/given.ts';
import type { Group } from '../../src/domain/group.ts';
import { reportOf } from '../../src/domain/report.ts';
import { type Directory, DirectoryFault, type Groups, type Notebook, type Secrets } from '../../src/ports.ts';
import { mustBeFilters } from '../filters.ts';

type Change = {
  login: string;
  will: 'get a desktop' | 'lose it' | 'be asked for again' | 'begin to leave';
  why: Why;
};

export type Plan = {
  group: string;
  dryRun: boolean;
  server?: string;
  /** `isRead`: the directory showed the group, and the service would not believe it. */
  refused?: { reason: string; explanation: string; isRead: boolean };
  members?: number;
  changes: readonly Change[];
  renamed: readonly { from: string; to: string }[];
  leftOut?: { withoutMail: number; disabled: number; withoutUsableLogin: number };
  unread?: number;
};

/** What a group is read with. */
export type Sources = { directory: Directory; secrets: Secrets };

/** As the service reads it, from where this runs. */
export const sourcesFromHere = (region: string | undefined): Sources => ({
  directory: ldapDirectory({ clock: { now: () => Date.now() } }),
  secrets: secretsManager({ client: new SecretsManagerClient(where(region)) }),
});

/** What the next run of a group would say, by the directory as it is now. @throws {Refused} */
export async function plan(
  { groups, notebook }: { groups: Groups; notebook: Notebook },
  { group: name, passes = [] }: { group: string; passes?: readonly Guard[] | undefined },
  { directory, secrets }: Sources,
): Promise<Plan> {
  const all = await groups.all();
  const group = all.find((one) => one.name === name);
  if (group === undefined)
    throw new Refused(`There is no group ${name}. Groups are ${all.map((one) => one.name).join(', ')}.`);
  const { groupFilter, userFilter } = group.source;
  mustBeFilters(name, { group_filter: groupFilter, user_filter: userFilter });
  try {
    const read = await directory.read(group.source, await secrets.password(group.secret));
    const memory = await notebook.look(name);
    const now = Date.now();
    const decided = decide({
      group,
      read,
      memory,
      now,
      revision: now,
      passes: new Set(passes),
      isAsked: false,
    });
    if (isRefusal(decided))
      return { ...none(group), server: read.server, refused: { ...decided, isRead: true } };
    const { members, leftOut, unread } = reportOf(decided, read, 0);
    return {
      ...none(group),
      server: read.server,
      members,
      changes: decided.changes.flatMap(({ claim, why }) => {
        const will = fate(why, claim.leftAt !== undefined);
        return will === undefined ? [] : [{ login: claim.login, will, why }];
      }),
      renamed: decided.renamed,
      leftOut,
      unread,
    };
  } catch (error) {
    if (!(error instanceof DirectoryFault)) throw error;
    return { ...none(group), refused: { reason: error.reason, explanation: error.message, isRead: false } };
  }
}

const none = ({ name, dryRun }: Group): Plan => ({ group: name, dryRun, changes: [], renamed: [] });

function fate(why: Why, isLeaving: boolean): Change['will'] | undefined {
  switch (why) {
    case 'joined':
    case 'returned':
      return 'get a desktop';
    case 'left':
      return 'lose it';
    case 'retried':
    case 'changed':
      return 'be asked for again';
    case 'quiet':
      return isLeaving ? 'begin to leave' : undefined;
  }
  why satisfies never;
}
