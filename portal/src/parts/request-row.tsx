import type { Offer, Request } from '@cleandesk/portal-api';
import { kindWords, stateWords, whatIsAsked } from '../words/requests.ts';
import { Badge } from './badge.tsx';
import { Icon } from './icon.tsx';
import { Since } from './when.tsx';

/** One request in a list. `who` names who asked. */
export function RequestRow(given: { request: Request; offers: readonly Offer[]; who?: boolean }) {
  const { request, offers } = given;
  return (
    <li class="row">
      <span class="row-icon">
        <Icon name={kindWords[request.kind].icon} />
      </span>
      <div class="row-text">
        <a class="row-link" href={`/requests/${request.requestId}`}>
          {whatIsAsked(request, offers)}
          {given.who && `, for ${request.requester.name}`}
        </a>
        {request.reason !== undefined && <p class="row-reason">{request.reason}</p>}
        <p class="quiet">
          <Since at={request.createdAt} />
        </p>
      </div>
      <Badge {...stateWords[request.state]} />
    </li>
  );
}
