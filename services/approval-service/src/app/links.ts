import { sameMail } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import { decide, saysWhy, type Verdict } from './deciding.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Wrong codes after which a link is good for nothing. A million codes a second would not find one of 10^8 in five. */
const tries = 5;

/** What is told of a link that there is not, and of one that is used up: the same. */
const dead = 'This link is not good any more. Ask for a new mail, or sign in to the portal.';

/**
 * A link for one approver of one request. The token stands behind the `#`: no browser sends that part to a server, and no
 * server, proxy or scanner writes it into a log.
 */
export async function linkFor(
  request: Request,
  approver: string,
  { links, chance, digest, settings }: World,
): Promise<{ link: string; code?: string }> {
  const token = chance.token();
  const code = chance.code();
  const tokenHash = digest.of(token);
  const codeHash = digest.of(`${tokenHash}:${code}`);
  const link = {
    requestId: request.id,
    approver: sameMail(approver),
    expiresAt: request.expiresAt,
    codeHash,
  };
  await links.put(tokenHash, { ...link, triesLeft: tries });
  return {
    link: `${settings.portalUrl}/decide#${token}`,
    ...(settings.approversSignIn ? {} : { code }),
  };
}

export type Opened = {
  needs: 'signIn' | 'code' | 'nothing';
  requestId: string;
  state: string;
  /** Only where no sign-in protects it. */
  request?: Request;
};

/** What a link is about. Decides nothing, however often it is asked. @throws {Refusal} */
export async function openLink(token: string, world: World): Promise<Opened> {
  const { link, request, expired } = await behind(token, world);
  if (request.status !== 'waiting')
    return { needs: 'nothing', requestId: request.id, state: saysWhy(request, request.decisions.at(-1)?.by) };
  if (expired) return { needs: 'nothing', requestId: request.id, state: 'Nobody decided it in time.' };
  if (request.decisions.some(({ by }) => by === link.approver))
    return { needs: 'nothing', requestId: request.id, state: 'You have decided it. It waits for others.' };
  // guard: a-dead-link-opens-nothing
  if (link.triesLeft <= 0) throw new Refusal('notFound', dead);
  return world.settings.approversSignIn
    ? { needs: 'signIn', requestId: request.id, state: 'It waits for you.' }
    : { needs: 'code', requestId: request.id, state: 'It waits for you.', request };
}

/** The code of the mail is typed in: a scanner that submits forms has none to type. @throws {Refusal} */
export async function decideByLink(
  token: string,
  code: string,
  verdict: Verdict,
  world: World,
): Promise<Request> {
  // guard: where-approvers-sign-in-a-code-decides-nothing
  if (world.settings.approversSignIn) throw new Refusal('forbidden', 'Sign in to decide.');
  const { link, tokenHash, expired, request } = await behind(token, world);
  if (expired || request.status !== 'waiting')
    throw new Refusal('alreadyDecided', saysWhy(request, request.decisions.at(-1)?.by));
  const left = await world.links.tryOnce(tokenHash);
  // guard: a-link-is-dead-after-its-tries
  if (left <= 0) throw new Refusal('notFound', dead);
  // guard: without-the-code-nothing-is-decided
  if (world.digest.of(`${tokenHash}:${code}`) !== link.codeHash)
    throw new Refusal(
      'wrongCode',
      left > 1 ? `That is not the code of the mail. ${left - 1} tries are left.` : dead,
    );
  return decide(link.requestId, { by: link.approver, ...verdict }, world);
}

async function behind(token: string, { links, requests, digest, clock }: World) {
  const tokenHash = digest.of(token);
  const link = await links.load(tokenHash);
  const stored = link && (await requests.load(link.requestId));
  if (link === undefined || stored === undefined) throw new Refusal('notFound', dead);
  return { link, tokenHash, request: stored.value, expired: clock.now() >= link.expiresAt };
}
