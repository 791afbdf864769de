import { characters } from '../../domain/workspaces/naming.ts';
import { AwsFault } from '../../kernel.ts';
import type { AssociationStatus } from '../../service-model/generated/workspaces.ts';
import type { Branch } from '../branch.ts';
import type { Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import { ofOwner, type Sighted, visibleAliases } from './alias-sight.ts';
import { type ConnectionAlias, changeTakes, mostAliases } from './connection-alias.ts';
import { newTags } from './known.ts';

export const connectionAliasHandlers: Handlers = {
  CreateConnectionAlias(branch, { ConnectionString, Tags }) {
    const { world, agenda, connectionAliases, connectionStrings } = branch;
    // DNS does not tell upper from lower case.
    const name = ConnectionString.toLowerCase();
    refuseName(branch, name);
    const tags = newTags(Tags);
    if (connectionAliases.size >= mostAliases) {
      throw new AwsFault(
        'ResourceLimitExceededException',
        `An account can have at most ${mostAliases} connection aliases in a Region.`,
      );
    }
    const aliasId = `wsca-${characters(9, world.random)}`;
    connectionStrings.put(name, true);
    connectionAliases.put(aliasId, {
      aliasId,
      connectionString: ConnectionString,
      state: 'CREATING',
      sharedWith: [],
      tags,
    });
    agenda.book(aliasId, changeTakes, 'connectionAliasCreated', aliasId);
    return { AliasId: aliasId };
  },

  DeleteConnectionAlias(branch, { AliasId }) {
    const alias = ofOwner(branch, AliasId);
    if (alias.association !== undefined) {
      throw new AwsFault(
        'ResourceAssociatedException',
        'The connection alias is associated with a directory.',
      );
    }
    // Which error AWS has for an alias that is shared it does not say. Choice.
    if (alias.sharedWith.length > 0) {
      throw new AwsFault('InvalidResourceStateException', 'The connection alias is shared with an account.');
    }
    branch.connectionAliases.put(AliasId, { ...alias, state: 'DELETING' });
    branch.agenda.book(AliasId, changeTakes, 'connectionAliasDeleted', AliasId);
    return {};
  },

  /** Ids that nobody knows are left out. An empty list is none in the service model: then the member is missing. */
  DescribeConnectionAliases(branch, { AliasIds, ResourceId, NextToken, Limit }) {
    const wanted = visibleAliases(branch).filter(
      ({ alias }) =>
        (AliasIds?.includes(alias.aliasId) ?? true) &&
        (ResourceId === undefined || alias.association?.directoryId === ResourceId),
    );
    const question = ['connectionAliases', AliasIds, ResourceId];
    const { page, next } = listed(wanted, { question, token: NextToken, size: Limit });
    return {
      ConnectionAliases: page.length === 0 ? undefined : page.map(asConnectionAlias),
      NextToken: next,
    };
  },
};

function refuseName(branch: Branch, name: string): void {
  if (!name.includes('.') || name.split('.').some((label) => !/^[a-z\d](?:[a-z\d-]*[a-z\d])?$/.test(label))) {
    throw new AwsFault(
      'InvalidParameterValuesException',
      'The connection string must be a fully qualified domain name.',
    );
  }
  const { place } = branch;
  const taken = branch
    .everywhere()
    .some((other) => other.place.accountId !== place.accountId && other.connectionStrings.get(name) === true);
  const has = branch.connectionAliases
    .values()
    .some(({ connectionString }) => connectionString.toLowerCase() === name);
  if (taken || has) {
    throw new AwsFault('ResourceAlreadyExistsException', `The connection string ${name} is in use.`);
  }
}

const asConnectionAlias = ({ home, alias }: Sighted) => ({
  ConnectionString: alias.connectionString,
  AliasId: alias.aliasId,
  State: alias.state,
  OwnerAccountId: home.place.accountId,
  Associations: [associationOf(home, alias)],
});

function associationOf(home: Branch, { association }: ConnectionAlias) {
  if (association === undefined) return { AssociationStatus: 'NOT_ASSOCIATED' } as const;
  const { state, accountId, directoryId, connectionIdentifier } = association;
  const associated: AssociationStatus =
    accountId === home.place.accountId ? 'ASSOCIATED_WITH_OWNER_ACCOUNT' : 'ASSOCIATED_WITH_SHARED_ACCOUNT';
  return {
    AssociationStatus: state === 'ASSOCIATED' ? associated : state,
    AssociatedAccountId: accountId,
    ResourceId: directoryId,
    ConnectionIdentifier: connectionIdentifier,
  };
}
