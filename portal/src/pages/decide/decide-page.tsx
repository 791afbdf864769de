import type { OpenedLink } from '@cleandesk/portal-api';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { faultOf } from '../../api/trouble.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { announce } from '../../parts/announce.tsx';
import { Notice } from '../../parts/badge.tsx';
import { TextField } from '../../parts/field.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Verdict } from '../../parts/verdict.tsx';
import { Day } from '../../parts/when.tsx';
import { usePortal } from '../../portal.ts';
import { Fact } from '../desktops/seat-facts.tsx';
import { words } from './words.ts';

/** Where the link of a mail leads. Opening it decides nothing, and neither does its form before a person has typed the code. */
export function DecidePage({ token }: { token: string | undefined }) {
  return (
    <Page title={words.title}>
      {token === undefined ? (
        <Notice tone="rest" icon="alert">
          <h2>{words.noTokenTitle}</h2>
          <p>{words.noToken}</p>
        </Notice>
      ) : (
        <Opened token={token} />
      )}
    </Page>
  );
}

function Opened({ token }: { token: string }) {
  const { api } = usePortal();
  const link = useAnswer(`link ${token}`, (signal) => api('openLink', { body: { token }, signal }));
  return (
    <Loaded from={link} boxes={2}>
      {(opened) => {
        switch (opened.needs) {
          case 'signIn':
            return <ToTheRequest requestId={opened.requestId} />;
          case 'nothing':
            return (
              <Notice tone="rest" icon="check">
                <h2>{words.nothingTitle}</h2>
                <p>{opened.state}</p>
              </Notice>
            );
          case 'code':
            return <WithCode token={token} opened={opened} show={link.show} />;
        }
      }}
    </Loaded>
  );
}

/** The request's own page asks for the sign-in. */
function ToTheRequest({ requestId }: { requestId: string }) {
  const { route } = useLocation();
  useEffect(() => route(`/requests/${requestId}`, true), [requestId]);
  return <p>{words.signIn}</p>;
}

function WithCode(given: { token: string; opened: OpenedLink; show: (opened: OpenedLink) => void }) {
  const { token, opened, show } = given;
  const { api } = usePortal();
  const { run, busy, trouble } = useAction();
  // Not a draft: a code is kept nowhere.
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<string>();
  const digits = code.replace(/\s/g, '');
  return (
    <>
      {opened.summary && <Summary summary={opened.summary} />}
      <section class="sheet">
        <Verdict
          name={opened.requestId}
          busy={busy}
          trouble={trouble}
          check={() => {
            const isCode = /^\d{8}$/.test(digits);
            setFault(isCode ? undefined : words.codeFault);
            return isCode;
          }}
          send={(verdict) =>
            run(async () => {
              const after = await api('decideByLink', { body: { token, code: digits, verdict } });
              show(after);
              announce(after.state);
            })
          }
          before={
            <TextField
              label={words.code}
              name="code"
              hint={words.codeHint}
              value={code}
              set={setCode}
              fault={fault ?? faultOf(trouble, 'code')}
              input={{ inputMode: 'numeric', autocomplete: 'one-time-code', maxLength: 11, class: 'code' }}
            />
          }
        />
      </section>
    </>
  );
}

function Summary({ summary }: { summary: NonNullable<OpenedLink['summary']> }) {
  return (
    <section class="sheet">
      <h2>
        {summary.requester} {words.asks}: {summary.what}
      </h2>
      <dl class="facts">
        {summary.reason !== undefined && (
          <Fact name={words.why} wide>
            <span class="as-written">{summary.reason}</span>
          </Fact>
        )}
        {summary.until !== undefined && (
          <Fact name={words.until}>
            <Day at={summary.until} />
          </Fact>
        )}
      </dl>
    </section>
  );
}
