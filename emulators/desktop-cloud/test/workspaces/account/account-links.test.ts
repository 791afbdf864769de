import { describe, expect, it } from 'vitest';
import { isPlain } from '../../../src/protocol/wire.ts';
import { list, refusal, type Stand, stand, text } from '../stand.ts';

const [source, target, third] = ['111111111111', '222222222222', '333333333333'];
const pending = 'PENDING_ACCEPTANCE_BY_TARGET_ACCOUNT';

const as =
  ({ call }: Stand, accountId: string, region = 'us-east-1') =>
  (operation: string, input: object = {}) =>
    call(operation, input, { accountId, region });
type Calls = ReturnType<typeof as>;

function linkIn({ AccountLink }: Record<string, unknown>): Record<string, unknown> {
  if (!isPlain(AccountLink)) throw new Error('there is no link');
  return AccountLink;
}
const invite = async (call: Calls, TargetAccountId: string, more: object = {}) =>
  linkIn(await call('CreateAccountLinkInvitation', { TargetAccountId, ...more }));
const idOf = (link: Record<string, unknown>): string => text(link.AccountLinkId) ?? 'none';
const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;
const statusOf = async (call: Calls, LinkId: string) =>
  linkIn(await call('GetAccountLink', { LinkId })).AccountLinkStatus;

function world() {
  const cloud = stand();
  return { cloud, mine: as(cloud, source), theirs: as(cloud, target), others: as(cloud, third) };
}

describe('An account link', () => {
  it('is offered by one account and accepted by the other', async () => {
    const { mine, theirs, others, cloud } = world();
    const link = await invite(mine, target);
    expect(link).toEqual({
      AccountLinkId: expect.stringMatching(/^link-.{8,24}$/),
      AccountLinkStatus: pending,
      SourceAccountId: source,
      TargetAccountId: target,
    });
    const LinkId = idOf(link);
    for (const call of [mine, theirs]) {
      expect((await call('ListAccountLinks')).AccountLinks).toEqual([link]);
    }
    expect((await others('ListAccountLinks')).AccountLinks).toEqual([]);
    expect((await as(cloud, target, 'eu-west-1')('ListAccountLinks')).AccountLinks).toEqual([]);
    expect(await codeOf(mine('AcceptAccountLinkInvitation', { LinkId }))).toBe('AccessDeniedException');
    expect(await codeOf(others('AcceptAccountLinkInvitation', { LinkId }))).toBe('ResourceNotFoundException');
    const accepted = linkIn(await theirs('AcceptAccountLinkInvitation', { LinkId }));
    expect(accepted).toEqual({ ...link, AccountLinkStatus: 'LINKED' });
    expect(linkIn(await mine('GetAccountLink', { LinkedAccountId: target }))).toEqual(accepted);
    expect(linkIn(await theirs('GetAccountLink', { LinkedAccountId: source }))).toEqual(accepted);
    expect((await mine('DescribeAccount')).DedicatedTenancyAccountType).toBe('SOURCE_ACCOUNT');
    expect((await theirs('DescribeAccount')).DedicatedTenancyAccountType).toBe('TARGET_ACCOUNT');
    expect(await codeOf(mine('DeleteAccountLinkInvitation', { LinkId }))).toBe('ConflictException');
    expect(await codeOf(theirs('RejectAccountLinkInvitation', { LinkId }))).toBe('ConflictException');
  });

  it('is offered again after it was rejected', async () => {
    const { mine, theirs } = world();
    const LinkId = idOf(await invite(mine, target));
    expect(await codeOf(invite(mine, target))).toBe('ConflictException');
    expect(await codeOf(invite(theirs, source))).toBe('ConflictException');
    await theirs('RejectAccountLinkInvitation', { LinkId });
    expect(await statusOf(mine, LinkId)).toBe('REJECTED');
    const second = await invite(mine, target);
    expect(linkIn(await mine('GetAccountLink', { LinkedAccountId: target }))).toEqual(second);
    const asked = async (LinkStatusFilter: string[]) =>
      list((await mine('ListAccountLinks', { LinkStatusFilter })).AccountLinks).map(idOf);
    expect(await asked(['REJECTED'])).toEqual([LinkId]);
    expect(await asked([pending, 'REJECTED'])).toEqual([LinkId, idOf(second)]);
    expect(await asked(['LINKED'])).toEqual([]);
  });

  it('is offered again after linking failed', async () => {
    const { mine, theirs, cloud } = world();
    const LinkId = idOf(await invite(mine, target));
    cloud.control.addFault({ operation: 'AcceptAccountLinkInvitation', kind: 'endsInError' });
    const accept = () => theirs('AcceptAccountLinkInvitation', { LinkId, ClientToken: 'one' });
    expect(linkIn(await accept()).AccountLinkStatus).toBe('LINKING_FAILED');
    expect(linkIn(await accept()).AccountLinkStatus).toBe('LINKING_FAILED');
    expect((await mine('DescribeAccount')).DedicatedTenancyAccountType).toBeUndefined();
    await invite(mine, target);
  });

  it('is withdrawn by who offered it', async () => {
    const { mine, theirs } = world();
    const LinkId = idOf(await invite(mine, target));
    expect(await codeOf(theirs('DeleteAccountLinkInvitation', { LinkId }))).toBe('AccessDeniedException');
    const gone = linkIn(await mine('DeleteAccountLinkInvitation', { LinkId, ClientToken: 'bye' }));
    expect(gone.AccountLinkStatus).toBe('LINK_NOT_FOUND');
    expect((await theirs('ListAccountLinks')).AccountLinks).toEqual([]);
    for (const call of [
      theirs('AcceptAccountLinkInvitation', { LinkId }),
      mine('GetAccountLink', { LinkId }),
      mine('DeleteAccountLinkInvitation', { LinkId }),
    ]) {
      expect(await codeOf(call)).toBe('ResourceNotFoundException');
    }
    expect(linkIn(await mine('DeleteAccountLinkInvitation', { LinkId, ClientToken: 'bye' }))).toEqual(gone);
    await invite(mine, target);
  });

  it('a call that is repeated with its client token is done once', async () => {
    const { mine, theirs } = world();
    const first = await invite(mine, target, { ClientToken: 'one' });
    expect(await invite(mine, target, { ClientToken: 'one' })).toEqual(first);
    expect(await codeOf(invite(mine, third, { ClientToken: 'one' }))).toBe('ConflictException');
    const LinkId = idOf(first);
    const accept = (ClientToken?: string) =>
      theirs('AcceptAccountLinkInvitation', {
        LinkId,
        ...(ClientToken === undefined ? {} : { ClientToken }),
      });
    const accepted = await accept('two');
    expect(await accept('two')).toEqual(accepted);
    expect(await codeOf(accept('three'))).toBe('ConflictException');
    expect(await codeOf(accept())).toBe('ConflictException');
    expect(await codeOf(theirs('RejectAccountLinkInvitation', { LinkId, ClientToken: 'two' }))).toBe(
      'ConflictException',
    );
  });

  it('is listed in pages', async () => {
    const { mine } = world();
    const accounts = ['444444444441', '444444444442', '444444444443'];
    for (const account of accounts) await invite(mine, account);
    const first = await mine('ListAccountLinks', { MaxResults: 2 });
    const second = await mine('ListAccountLinks', { MaxResults: 2, NextToken: first.NextToken });
    const found = [...list(first.AccountLinks), ...list(second.AccountLinks)];
    expect(found.map(({ TargetAccountId }) => TargetAccountId)).toEqual(accounts);
    expect(second.NextToken).toBeUndefined();
    expect(await codeOf(mine('ListAccountLinks', { NextToken: 'x' }))).toBe('ValidationException');
  });

  it('is asked for by its id or by the other account', async () => {
    const { mine } = world();
    expect(await codeOf(mine('GetAccountLink'))).toBe('ValidationException');
    const both = { LinkId: 'link-12345678', LinkedAccountId: target };
    expect(await codeOf(mine('GetAccountLink', both))).toBe('ValidationException');
    expect(await codeOf(mine('GetAccountLink', { LinkedAccountId: target }))).toBe(
      'ResourceNotFoundException',
    );
    expect(await codeOf(invite(mine, source))).toBe('ValidationException');
  });
});
