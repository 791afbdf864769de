import { AwsFault } from '../../kernel.ts';
import { unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { AccountLink } from './account-link.ts';

/** A link, and the branch of the account that invited. */
export type Linked = { home: Branch; link: AccountLink };

/** Links of an account in a Region, from both ends, also deleted ones. */
export function allLinksOf(branch: Branch): Linked[] {
  const { accountId, region } = branch.place;
  return branch
    .everywhere()
    .filter(({ place }) => place.region === region)
    .flatMap((home) => home.accountLinks.values().map((link) => ({ home, link })))
    .filter(({ home, link }) => home === branch || link.targetAccountId === accountId);
}

export const linksOf = (branch: Branch): Linked[] =>
  allLinksOf(branch).filter(({ link }) => link.status !== 'LINK_NOT_FOUND');

/** One link as somebody sees it who is to change it. `end`: whose business that is. */
export function linkOf(branch: Branch, id: string, end: 'source' | 'target'): Linked {
  const found = allLinksOf(branch).find(({ link }) => link.linkId === id);
  if (found === undefined) throw unknown(id, 'account link');
  if ((found.home === branch) === (end === 'source')) return found;
  throw new AwsFault('AccessDeniedException', `This is for the ${end} account of the link.`);
}

export const asAccountLink = ({ home, link }: Linked) => ({
  AccountLink: {
    AccountLinkId: link.linkId,
    AccountLinkStatus: link.status,
    SourceAccountId: home.place.accountId,
    TargetAccountId: link.targetAccountId,
  },
});
