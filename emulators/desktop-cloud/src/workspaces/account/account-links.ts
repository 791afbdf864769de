import { characters } from '../../domain/workspaces/naming.ts';
import { AwsFault } from '../../kernel.ts';
import { unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import type { AccountLink } from './account-link.ts';
import { asAccountLink, linkOf, linksOf } from './link-sight.ts';

const conflict = (message: string): AwsFault => new AwsFault('ConflictException', message);
const invalid = (message: string): AwsFault => new AwsFault('ValidationException', message);

/** A repeated call is known by its token; without one it is another call. */
const isAgain = (token: string | undefined, earlier: string | undefined): boolean =>
  token !== undefined && token === earlier;

export const accountLinkHandlers: Handlers = {
  CreateAccountLinkInvitation(branch, { TargetAccountId, ClientToken }) {
    if (TargetAccountId === branch.place.accountId) throw invalid('An account can not be linked to itself.');
    const earlier = branch.accountLinks.values();
    const again = earlier.find(({ invitedBy }) => isAgain(ClientToken, invitedBy));
    if (again !== undefined) {
      if (again.targetAccountId === TargetAccountId) return asAccountLink({ home: branch, link: again });
      throw conflict('The client token belongs to another invitation.');
    }
    const open = linksOf(branch).some(
      ({ home, link }) =>
        link.status !== 'REJECTED' &&
        link.status !== 'LINKING_FAILED' &&
        [link.targetAccountId, home.place.accountId].includes(TargetAccountId),
    );
    if (open) throw conflict(`There is a link with the account ${TargetAccountId}.`);
    const link: AccountLink = {
      linkId: `link-${characters(17, branch.world.random)}`,
      targetAccountId: TargetAccountId,
      status: 'PENDING_ACCEPTANCE_BY_TARGET_ACCOUNT',
      invitedBy: ClientToken,
    };
    branch.accountLinks.put(link.linkId, link);
    return asAccountLink({ home: branch, link });
  },

  AcceptAccountLinkInvitation: (branch, { LinkId, ClientToken }) =>
    answered(branch, LinkId, ClientToken, ['LINKED', 'LINKING_FAILED'], () =>
      branch.world.faultOfItem('endsInError', 'AcceptAccountLinkInvitation', {}) === undefined
        ? 'LINKED'
        : 'LINKING_FAILED',
    ),

  RejectAccountLinkInvitation: (branch, { LinkId, ClientToken }) =>
    answered(branch, LinkId, ClientToken, ['REJECTED'], () => 'REJECTED'),

  DeleteAccountLinkInvitation(branch, { LinkId, ClientToken }) {
    const { home, link } = linkOf(branch, LinkId, 'source');
    if (link.status === 'LINK_NOT_FOUND') {
      if (isAgain(ClientToken, link.deletedBy)) return asAccountLink({ home, link });
      throw unknown(LinkId, 'account link');
    }
    // "There's currently no unlinking capability after you accept" (service model).
    if (link.status === 'LINKED') throw conflict('The accounts are linked.');
    return changed(home, { ...link, status: 'LINK_NOT_FOUND', deletedBy: ClientToken });
  },

  GetAccountLink(branch, { LinkId, LinkedAccountId }) {
    if ((LinkId === undefined) === (LinkedAccountId === undefined)) {
      throw invalid('Either LinkId or LinkedAccountId must be given.');
    }
    const found = linksOf(branch).findLast(
      ({ home, link }) =>
        link.linkId === LinkId ||
        (home === branch ? link.targetAccountId : home.place.accountId) === LinkedAccountId,
    );
    if (found === undefined) throw unknown(LinkId ?? LinkedAccountId ?? '', 'account link');
    return asAccountLink(found);
  },

  ListAccountLinks(branch, { LinkStatusFilter, NextToken, MaxResults }) {
    const wanted = linksOf(branch).filter(({ link }) => LinkStatusFilter?.includes(link.status) ?? true);
    const { page, next } = listed(wanted, {
      question: ['accountLinks', LinkStatusFilter],
      token: NextToken,
      size: MaxResults,
      code: 'ValidationException',
    });
    return { AccountLinks: page.map((link) => asAccountLink(link).AccountLink), NextToken: next };
  },
};

/**
 * What the invited account says; it says it once.
 * @param ends what can come of this answer
 * @param end what comes of it
 */
function answered(
  branch: Branch,
  id: string,
  token: string | undefined,
  ends: readonly AccountLink['status'][],
  end: () => AccountLink['status'],
): ReturnType<typeof asAccountLink> {
  const { home, link } = linkOf(branch, id, 'target');
  if (ends.includes(link.status) && isAgain(token, link.answeredBy)) return asAccountLink({ home, link });
  if (link.status === 'LINK_NOT_FOUND') throw unknown(id, 'account link');
  if (link.status !== 'PENDING_ACCEPTANCE_BY_TARGET_ACCOUNT') {
    throw conflict(`The invitation is ${link.status}.`);
  }
  return changed(home, { ...link, status: end(), answeredBy: token });
}

function changed(home: Branch, link: AccountLink): ReturnType<typeof asAccountLink> {
  home.accountLinks.put(link.linkId, link);
  return asAccountLink({ home, link });
}
