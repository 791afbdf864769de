import type { Request } from '@cleandesk/portal-api';
import { useEffect, useRef } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { announce } from '../../parts/announce.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { useOffers } from '../../parts/offers.ts';
import { Back, Page } from '../../parts/page.tsx';
import { type Moment, Timeline } from '../../parts/timeline.tsx';
import { Verdict } from '../../parts/verdict.tsx';
import { usePortal } from '../../portal.ts';
import { kindWords, sayRequest, stateWords, whatIsAsked } from '../../words/requests.ts';
import { RequestFacts } from './request-facts.tsx';
import { Withdraw } from './withdraw.tsx';
import { words } from './words.ts';

const everyMs = 15_000;

/** One request: for whoever made it, and for whoever decides it. */
export function RequestPage({ requestId }: { requestId: string }) {
  const { api, me } = usePortal();
  const offers = useOffers();
  const loaded = useAnswer(
    `request ${requestId}`,
    (signal) => api('request', { parameters: { requestId }, signal }),
    {
      everyMs,
    },
  );
  const request = loaded.state === 'ready' ? loaded.value : undefined;
  useChangeIsSaid(request);
  const isMine = request === undefined || request.requester.login === me?.login;
  return (
    <Page
      title={request ? whatIsAsked(request, offers) : words.of}
      before={
        <Back href={isMine ? '/requests' : '/approvals'}>{isMine ? words.back : words.backToApprovals}</Back>
      }
    >
      <Loaded from={loaded} boxes={2}>
        {(value) => <Shown request={value} own={isMine} show={loaded.show} />}
      </Loaded>
    </Page>
  );
}

function Shown(given: { request: Request; own: boolean; show: (request: Request) => void }) {
  const { request, own, show } = given;
  const { title, text, tone, icon } = sayRequest(request, own);
  return (
    <>
      <article class={`desktop tone-${tone}`}>
        <header class="state">
          <span class="state-icon">
            <Icon name={icon} />
          </span>
          <div>
            <h2>{title}</h2>
            <p>{lastWords(request) ?? text}</p>
          </div>
        </header>
        <RequestFacts request={request} />
        {request.mayWithdraw && <Withdraw request={request} show={show} />}
      </article>
      {request.mayDecide && <Decide request={request} show={show} />}
      <section>
        <h2>{words.history}</h2>
        <Timeline label={words.history} moments={momentsOf(request)} />
      </section>
    </>
  );
}

function Decide({ request, show }: { request: Request; show: (request: Request) => void }) {
  const { api } = usePortal();
  const { run, busy, trouble } = useAction();
  const { requestId } = request;
  return (
    <section class="sheet" aria-labelledby="decide">
      <h2 id="decide">{words.decideTitle}</h2>
      <Verdict
        name={requestId}
        busy={busy}
        trouble={trouble}
        send={(verdict) =>
          run(async () => {
            show(await api('decide', { parameters: { requestId }, body: verdict }));
            announce(words.decided);
          })
        }
      />
    </section>
  );
}

/** Who ended it and why, where that was said. */
function lastWords({ state, history }: Request): string | undefined {
  const last = history.findLast((one) => one.state === state);
  if (!last || state === 'waiting' || state === 'doing' || state === 'done') return undefined;
  const by = last.by === undefined ? '' : `${stateWords[state].title} by ${last.by}. `;
  return last.text === undefined && by === '' ? undefined : `${by}${last.text ?? ''}`;
}

function momentsOf({ history, kind }: Request): Moment[] {
  return history.map(({ at, state, by, text }, index) => {
    const { title, tone, icon } = stateWords[state];
    const who = `${by ?? words.bySystem}`;
    const isFirst = index === 0;
    return {
      key: `${index}`,
      at,
      tone,
      icon: isFirst ? kindWords[kind].icon : icon,
      title: isFirst ? words.asked : title,
      body: (
        <p>
          {who}
          {text !== undefined && `: ${text}`}
        </p>
      ),
    };
  });
}

function useChangeIsSaid(request: Request | undefined): void {
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (!request) return;
    if (before.current !== undefined && before.current !== request.state)
      announce(`${stateWords[request.state].title}.`);
    before.current = request.state;
  }, [request?.state]);
}
