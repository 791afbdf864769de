import type { Heard } from '@cleandesk/testkit';
import type { Call } from '../stack/cloud-state.ts';
import type { Stage } from '../stack/stage.ts';

/** Whom evidence is about: names and ids that stand in events and calls. */
export type Subject = { userName: string; workspaceIds: ReadonlySet<string> };

/** Reading calls of these operations come by the hundred and tell nothing. */
const dull = new Set(['DescribeWorkspaces', 'GetResources', 'DescribeTags']);

/**
 * What happened to one user: acts, events and calls in the order of time, and the desktops as they are.
 * `calls`: more than the desktop cloud remembers.
 */
export async function evidenceOf(
  stage: Stage,
  subject: Subject,
  options: { mostLines?: number; calls?: readonly Call[] } = {},
): Promise<string> {
  const { mostLines = 25 } = options;
  const state = await stage.cloud.stateWithLedger();
  const lines = [
    ...stage.acts
      .filter(({ userName }) => userName === subject.userName)
      .map(({ at, what }) => ({ at, line: `act    ${what}` })),
    ...stage.bus.events.filter((event) => concerns(event.detail, subject)).map(eventLine),
    ...callsAbout(options.calls ?? state.ledger, subject)
      .filter(({ operation }) => !dull.has(operation))
      .map(callLine),
  ].toSorted((a, b) => a.at - b.at);
  return [
    `What happened to ${subject.userName} (the last ${Math.min(lines.length, mostLines)} of ${lines.length} lines):`,
    ...lines.slice(-mostLines).map(({ at, line }) => `  ${new Date(at).toISOString().slice(11, 23)} ${line}`),
    'Desktops now:',
    ...state.desktops
      .filter(({ userName }) => userName.toLowerCase() === subject.userName.toLowerCase())
      .map(
        (one) =>
          `  ${one.workspaceId} ${one.state} ${one.ipAddress ?? 'without an address'}${one.isConnected ? ', connected' : ''}: ${one.history.map(({ state: was }) => was).join(' → ')}`,
      ),
  ].join('\n');
}

/** Whether anything in it names the user or one of the desktops. */
export function concerns(value: unknown, subject: Subject): boolean {
  const text = JSON.stringify(value)?.toLowerCase() ?? '';
  if (text.includes(`"${subject.userName.toLowerCase()}"`)) return true;
  return [...subject.workspaceIds].some((id) => text.includes(id));
}

/** Calls that name the user or one of the desktops, also within a longer name. */
export const callsAbout = (calls: readonly Call[], subject: Subject): Call[] =>
  calls.filter((call) => concerns(call.request, subject));

function eventLine(event: Heard) {
  const detail = JSON.stringify(event.detail);
  return {
    at: event.heardAt,
    line: `event  ${event['detail-type']} of ${event.source}: ${detail.length > 300 ? `${detail.slice(0, 300)}…` : detail}`,
  };
}

function callLine({ at, operation, caller, outcome, code, tookMs, request }: Call) {
  const about = Object.entries(request)
    .map(([name, values]) => `${name}=${values.length > 3 ? `${values.length} of them` : values.join(',')}`)
    .join(' ');
  return {
    at,
    line: `call   ${operation} by ${caller}: ${outcome}${code === undefined ? '' : ` ${code}`} after ${tookMs ?? '?'} ms (${about})`,
  };
}
