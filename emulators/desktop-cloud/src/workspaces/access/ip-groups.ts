import { characters } from '../../domain/workspaces/naming.ts';
import { AwsFault } from '../../kernel.ts';
import type { Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import { type IpGroup, most, rulesOf } from './ip-group.ts';
import { knownGroup, newTags } from './known.ts';

export const ipGroupHandlers: Handlers = {
  CreateIpGroup({ world, ipGroups }, { GroupName, GroupDesc, UserRules = [], Tags }) {
    if (GroupName === '') {
      throw new AwsFault('InvalidParameterValuesException', 'GroupName must not be empty.');
    }
    if (ipGroups.values().some(({ name }) => name === GroupName)) {
      throw new AwsFault('ResourceAlreadyExistsException', `The IP group ${GroupName} already exists.`);
    }
    const [rules, tags] = [rulesOf(UserRules), newTags(Tags)];
    if (ipGroups.size >= most.groups) {
      throw new AwsFault(
        'ResourceLimitExceededException',
        `An account can have at most ${most.groups} IP groups in a Region.`,
      );
    }
    const groupId = `wsipg-${characters(9, world.random)}`;
    ipGroups.put(groupId, { groupId, name: GroupName, description: GroupDesc, rules, tags });
    return { GroupId: groupId };
  },

  DeleteIpGroup(branch, { GroupId }) {
    knownGroup(branch, GroupId);
    if (branch.directories.values().some(({ ipGroupIds }) => ipGroupIds.includes(GroupId))) {
      throw new AwsFault('ResourceAssociatedException', 'The IP group is associated with a directory.');
    }
    branch.ipGroups.delete(GroupId);
    return {};
  },

  /** Ids that nobody knows are left out, as the Terraform provider expects. */
  DescribeIpGroups({ ipGroups }, { GroupIds, NextToken, MaxResults }) {
    const wanted = ipGroups.values().filter(({ groupId }) => GroupIds?.includes(groupId) ?? true);
    const question = ['ipGroups', GroupIds];
    const { page, next } = listed(wanted, { question, token: NextToken, size: MaxResults });
    return { Result: page.map(asIpGroup), NextToken: next };
  },
};

const asIpGroup = ({ groupId, name, description, rules }: IpGroup) => ({
  groupId,
  groupName: name,
  groupDesc: description,
  userRules: rules,
});
