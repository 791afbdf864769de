import type { Request } from '@cleandesk/portal-api';
import { Day, Since, When } from '../../parts/when.tsx';
import { Fact } from '../desktops/seat-facts.tsx';
import { words } from './words.ts';

export function RequestFacts({ request }: { request: Request }) {
  const { requester, approvals } = request;
  return (
    <dl class="facts">
      {request.reason !== undefined && (
        <Fact name={words.why} wide>
          <span class="as-written">{request.reason}</span>
        </Fact>
      )}
      <Fact name={words.who}>
        {requester.name} <span class="quiet">({requester.login})</span>
      </Fact>
      <Fact name={words.when}>
        <Since at={request.createdAt} />
      </Fact>
      {request.until !== undefined && (
        <Fact name={words.until}>
          <Day at={request.until} />
        </Fact>
      )}
      <Fact name={words.approvals}>{words.givenOf(approvals.given, approvals.needed)}</Fact>
      {request.state === 'waiting' && request.expiresAt !== undefined && (
        <Fact name={words.expires}>
          <When at={request.expiresAt} />
        </Fact>
      )}
      <Fact name={words.number}>
        <code>{request.requestId}</code>
      </Fact>
    </dl>
  );
}
