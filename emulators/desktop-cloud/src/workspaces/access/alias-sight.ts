import { AwsFault } from '../../kernel.ts';
import type { Branch } from '../branch.ts';
import type { ConnectionAlias } from './connection-alias.ts';
import { unknown } from './known.ts';

/** An alias, and the branch of the account that owns it. */
export type Sighted = { home: Branch; alias: ConnectionAlias };

/** What an account sees in a Region: its own aliases and those that are shared with it. */
export function visibleAliases(branch: Branch): Sighted[] {
  const { accountId, region } = branch.place;
  return branch
    .everywhere()
    .filter(({ place }) => place.region === region)
    .flatMap((home) => home.connectionAliases.values().map((alias) => ({ home, alias })))
    .filter(({ home, alias }) => home === branch || alias.sharedWith.includes(accountId));
}

export function visible(branch: Branch, id: string): Sighted {
  const found = visibleAliases(branch).find(({ alias }) => alias.aliasId === id);
  if (found === undefined) throw unknown(id, 'connection alias');
  return found;
}

/** An alias that only its owner may change, and only once it stands. */
export function ofOwner(branch: Branch, id: string): ConnectionAlias {
  const { home, alias } = visible(branch, id);
  if (home !== branch) {
    throw new AwsFault('AccessDeniedException', 'Only the owner of the connection alias may do this.');
  }
  return standing(alias);
}

export function standing(alias: ConnectionAlias): ConnectionAlias {
  if (alias.state === 'CREATED') return alias;
  throw new AwsFault('InvalidResourceStateException', `The connection alias is ${alias.state}.`);
}
