import { AwsFault } from '../../kernel.ts';
import type { Handlers } from '../handlers.ts';
import { rulesOf } from './ip-group.ts';
import { knownGroup } from './known.ts';

const refused = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);

export const ipRuleHandlers: Handlers = {
  AuthorizeIpRules(branch, { GroupId, UserRules }) {
    const group = knownGroup(branch, GroupId);
    branch.ipGroups.put(GroupId, { ...group, rules: rulesOf([...group.rules, ...UserRules]) });
    return {};
  },

  RevokeIpRules(branch, { GroupId, UserRules }) {
    const group = knownGroup(branch, GroupId);
    const missing = UserRules.find((rule) => !group.rules.some(({ ipRule }) => ipRule === rule));
    // Choice: AWS does not say what it does with a rule that is not there.
    if (missing !== undefined) throw refused(`The IP group has no rule ${missing}.`);
    const rules = group.rules.filter(({ ipRule }) => !UserRules.includes(ipRule));
    branch.ipGroups.put(GroupId, { ...group, rules });
    return {};
  },

  UpdateRulesOfIpGroup(branch, { GroupId, UserRules }) {
    const group = knownGroup(branch, GroupId);
    branch.ipGroups.put(GroupId, { ...group, rules: rulesOf(UserRules) });
    return {};
  },
};
