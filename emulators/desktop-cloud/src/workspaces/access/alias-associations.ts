import { characters } from '../../domain/workspaces/naming.ts';
import { AwsFault } from '../../kernel.ts';
import type { Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import { ofOwner, standing, visible, visibleAliases } from './alias-sight.ts';
import { changeTakes } from './connection-alias.ts';
import { registered } from './known.ts';

export const aliasAssociationHandlers: Handlers = {
  AssociateConnectionAlias(branch, { AliasId, ResourceId }) {
    const { home, alias } = visible(branch, AliasId);
    standing(alias);
    registered(branch, ResourceId);
    const { accountId } = branch.place;
    const directoryHasOne = visibleAliases(branch).some(
      ({ alias: { association } }) =>
        association?.accountId === accountId && association.directoryId === ResourceId,
    );
    if (alias.association !== undefined || directoryHasOne) {
      throw new AwsFault(
        'ResourceAssociatedException',
        'The connection alias or the directory is associated already.',
      );
    }
    const connectionIdentifier = characters(12, branch.world.random);
    home.connectionAliases.put(AliasId, {
      ...alias,
      association: {
        state: 'PENDING_ASSOCIATION',
        accountId,
        directoryId: ResourceId,
        connectionIdentifier,
      },
    });
    home.agenda.book(AliasId, changeTakes, 'connectionAliasAssociated', AliasId);
    return { ConnectionIdentifier: connectionIdentifier };
  },

  DisassociateConnectionAlias(branch, { AliasId }) {
    const { home, alias } = visible(branch, AliasId);
    const { association } = standing(alias);
    if (association?.state !== 'ASSOCIATED') {
      throw new AwsFault(
        'InvalidResourceStateException',
        'The connection alias is not associated with a directory.',
      );
    }
    if (association.accountId !== branch.place.accountId) {
      throw new AwsFault(
        'AccessDeniedException',
        'The connection alias is associated with a directory of another account.',
      );
    }
    home.connectionAliases.put(AliasId, {
      ...alias,
      association: { ...association, state: 'PENDING_DISASSOCIATION' },
    });
    home.agenda.book(AliasId, changeTakes, 'connectionAliasDisassociated', AliasId);
    return {};
  },

  DescribeConnectionAliasPermissions(branch, { AliasId, NextToken, MaxResults }) {
    const { sharedWith } = ofOwner(branch, AliasId);
    const { page, next } = listed(sharedWith, {
      question: ['aliasPermissions', AliasId],
      token: NextToken,
      size: MaxResults,
    });
    return {
      AliasId,
      ConnectionAliasPermissions:
        page.length === 0
          ? undefined
          : page.map((SharedAccountId) => ({ SharedAccountId, AllowAssociation: true })),
      NextToken: next,
    };
  },

  UpdateConnectionAliasPermission(branch, { AliasId, ConnectionAliasPermission }) {
    const { SharedAccountId, AllowAssociation } = ConnectionAliasPermission;
    const alias = ofOwner(branch, AliasId);
    if (SharedAccountId === branch.place.accountId) {
      throw new AwsFault(
        'InvalidParameterValuesException',
        'A connection alias can not be shared with its owner.',
      );
    }
    if (!AllowAssociation && alias.association?.accountId === SharedAccountId) {
      throw new AwsFault(
        'ResourceAssociatedException',
        'The account must first disassociate the connection alias.',
      );
    }
    const others = alias.sharedWith.filter((id) => id !== SharedAccountId);
    const sharedWith = AllowAssociation ? [...others, SharedAccountId] : others;
    branch.connectionAliases.put(AliasId, { ...alias, sharedWith });
    return {};
  },
};
