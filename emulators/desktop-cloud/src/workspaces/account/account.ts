import { AwsFault } from '../../kernel.ts';
import type { Branch } from '../branch.ts';
import { rangeOf } from '../cidr.ts';
import type { Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import { linksOf } from './link-sight.ts';
import { isManagementRange, managementRanges } from './management-ranges.ts';
import { modificationTakes } from './modification.ts';

/** Members of a page; the operation has no limit of its own (choice). */
const modificationsOfPage = 5;
/** As many as `MaxResults` can ask for. */
const rangesOfPage = 5;

const refused = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);

export const accountHandlers: Handlers = {
  DescribeAccount(branch) {
    const standing = branch.accountModifications.values().findLast(({ state }) => state === 'COMPLETED');
    return {
      DedicatedTenancySupport: standing === undefined ? 'DISABLED' : 'ENABLED',
      DedicatedTenancyManagementCidrRange: standing?.range,
      DedicatedTenancyAccountType: accountType(branch),
    };
  },

  /** Dedicated tenancy can't be taken back; its range can be changed (choice). */
  ModifyAccount(branch, { DedicatedTenancySupport, DedicatedTenancyManagementCidrRange: range }) {
    const { accountModifications, agenda, world } = branch;
    const earlier = accountModifications.values();
    if (
      range === undefined ||
      (DedicatedTenancySupport === undefined && !earlier.some(({ state }) => state === 'COMPLETED'))
    ) {
      throw refused('DedicatedTenancySupport and DedicatedTenancyManagementCidrRange must be given.');
    }
    if (!isManagementRange(range)) {
      throw refused(`The range ${range} is not available for the management network.`);
    }
    if (earlier.some(({ state }) => state === 'PENDING')) {
      throw new AwsFault('InvalidResourceStateException', 'A modification of the account is under way.');
    }
    const id = String(earlier.length + 1);
    const failure = world.faultOfItem('endsInError', 'ModifyAccount', {});
    accountModifications.put(id, { state: 'PENDING', range, startedAt: world.clock.now(), failure });
    agenda.book(`accountModification ${id}`, modificationTakes, 'accountModified', id);
    return { Message: 'The modification of the account has started.' };
  },

  DescribeAccountModifications({ accountModifications }, { NextToken }) {
    const { page, next } = listed(accountModifications.values(), {
      question: ['accountModifications'],
      token: NextToken,
      size: modificationsOfPage,
    });
    return {
      AccountModifications: page.map(({ state, range, startedAt, failure }) => ({
        ModificationState: state,
        DedicatedTenancySupport: 'ENABLED',
        DedicatedTenancyManagementCidrRange: range,
        StartTime: new Date(startedAt),
        ...(state === 'FAILED' ? { ErrorCode: failure?.code, ErrorMessage: failure?.message } : {}),
      })),
      NextToken: next,
    };
  },

  /** Every account may ask here: on AWS only those that it has let use licences of their own. */
  ListAvailableManagementCidrRanges(_branch, { ManagementCidrRangeConstraint, NextToken, MaxResults }) {
    const asked = rangeOf(ManagementCidrRangeConstraint);
    const { page, next } = listed(asked === undefined ? [] : managementRanges(asked), {
      question: ['managementRanges', ManagementCidrRangeConstraint],
      token: NextToken,
      size: MaxResults ?? rangesOfPage,
    });
    return { ManagementCidrRanges: page, NextToken: next };
  },
};

/** Which end of a link the account is. */
function accountType(branch: Branch) {
  const linked = linksOf(branch).find(({ link }) => link.status === 'LINKED');
  if (linked === undefined) return undefined;
  return linked.home === branch ? 'SOURCE_ACCOUNT' : 'TARGET_ACCOUNT';
}
