import type { VNode } from 'preact';
import { ApprovalsPage } from './approvals/approvals-page.tsx';
import { AskPage } from './ask/ask-page.tsx';
import { DecidePage } from './decide/decide-page.tsx';
import { DesktopsPage } from './desktops/desktops-page.tsx';
import { FleetPage } from './fleet/fleet-page.tsx';
import { RequestPage } from './requests/request-page.tsx';
import { RequestsPage } from './requests/requests-page.tsx';
import { SeatPage } from './seat/seat-page.tsx';
import { SignedInPage, SignedOutPage } from './sign-in/sign-in-pages.tsx';

/** For anybody. */
export function openPage(path: string, linkToken: string | undefined): VNode | undefined {
  switch (path) {
    case '/decide':
      return <DecidePage token={linkToken} />;
    case '/signed-in':
      return <SignedInPage />;
    case '/signed-out':
      return <SignedOutPage />;
    default:
      return undefined;
  }
}

/** For who is signed in. What somebody may see there is the API's to say. */
export function closedPage(path: string): VNode | undefined {
  switch (path) {
    case '/':
      return <DesktopsPage />;
    case '/ask':
      return <AskPage />;
    case '/requests':
      return <RequestsPage />;
    case '/approvals':
      return <ApprovalsPage />;
    case '/fleet':
      return <FleetPage />;
    default:
      return onePage(path);
  }
}

function onePage(path: string): VNode | undefined {
  const [, list, id, ...rest] = path.split('/');
  if (id === undefined || !/^[A-Za-z0-9_-]{1,64}$/.test(id) || rest.length > 0) return undefined;
  if (list === 'requests') return <RequestPage key={id} requestId={id} />;
  if (list === 'seats') return <SeatPage key={id} seatId={id} />;
  return undefined;
}
