import { routes } from '@cleandesk/portal-api';
import { decide, whoDecided } from './deciding.ts';
import { type Door, on } from './door.ts';
import { offers } from './offers.ts';
import { missing, Refused } from './refused.ts';
import type { World } from './world.ts';

/** What the links of mails lead to. Opening one changes nothing. */
export function links(world: World): Door[] {
  const linkOf = (token: string) => {
    const link = world.links.get(token);
    const request = world.requests.find(({ requestId }) => requestId === link?.requestId);
    if (!link || !request) throw missing();
    return { link, request };
  };
  const opened = (token: string) => {
    const { link, request } = linkOf(token);
    const { requestId } = request;
    if (link.needs === 'expired')
      return {
        needs: 'nothing' as const,
        requestId,
        state: 'This link has expired. Nobody decided in time.',
      };
    if (request.state !== 'waiting')
      return { needs: 'nothing' as const, requestId, state: whoDecided(request) };
    if (link.needs === 'signIn') return { needs: 'signIn' as const, requestId, state: 'Waits for you.' };
    const offer = offers.find(({ offerId }) => offerId === request.offerId);
    return {
      needs: 'code' as const,
      requestId,
      state: 'Waits for you.',
      summary: {
        requester: request.requester.name,
        what: offer?.title ?? request.kind,
        ...(request.reason !== undefined && { reason: request.reason }),
        ...(request.until !== undefined && { until: request.until }),
      },
    };
  };
  return [
    on(routes.openLink, ({ body }) => opened(body.token)),
    on(routes.decideByLink, ({ body }) => {
      const { link, request } = linkOf(body.token);
      if (body.code !== link.code)
        throw new Refused(422, 'The code is not right', {
          detail: 'Look at the mail again. After five wrong codes the link ends.',
          errors: [{ at: 'code', message: 'This is not the code of the mail.' }],
        });
      decide(world, request, body.verdict, link.approver);
      return {
        ...opened(body.token),
        needs: 'nothing' as const,
        state: `Your decision is noted. Thank you, ${link.approver}.`,
      };
    }),
  ];
}
