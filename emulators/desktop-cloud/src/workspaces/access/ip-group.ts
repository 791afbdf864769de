import * as z from 'zod';
import { AwsFault } from '../../kernel.ts';
import type { IpRuleItem } from '../../service-model/generated/workspaces.ts';
import { rangeOf } from '../cidr.ts';
import { keptTags } from '../tags.ts';

/** From where users may come. */
export const ipGroupSchema = z.object({
  groupId: z.string(),
  name: z.string(),
  description: z.string().optional(),
  rules: z.array(z.object({ ipRule: z.string(), ruleDesc: z.string().optional() })),
  tags: keptTags,
});
export type IpGroup = z.output<typeof ipGroupSchema>;
export type IpRule = IpGroup['rules'][number];

/** Quotas of an account in a Region (Administration Guide, quotas and IP access control groups). */
export const most = { groups: 100, rulesOfGroup: 10, groupsOfDirectory: 25 } as const;

const refused = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);

/** Rules as they are kept: each of them an address or a CIDR range, none twice, no more than a group can have. */
export function rulesOf(given: readonly IpRuleItem[]): IpRule[] {
  const rules = given.map(({ ipRule = '', ruleDesc }) => {
    if (rangeOf(ipRule) === undefined) {
      throw refused(`The IP rule '${ipRule}' is neither an IPv4 address nor a range in CIDR notation.`);
    }
    return { ipRule, ruleDesc };
  });
  // Choice: AWS does not say what it does with a rule that is there already.
  const twice = rules.find(({ ipRule }, at) => rules.findIndex((other) => other.ipRule === ipRule) < at);
  if (twice !== undefined) throw refused(`The IP rule ${twice.ipRule} is given more than once.`);
  if (rules.length > most.rulesOfGroup) {
    throw new AwsFault(
      'ResourceLimitExceededException',
      `An IP group can have at most ${most.rulesOfGroup} rules.`,
    );
  }
  return rules;
}
