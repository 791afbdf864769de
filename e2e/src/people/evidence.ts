import type { Heard } from '@cleandesk/testkit';
import type { Call } from '../stack/cloud-state.ts';
import type { Stage } from '../stack/stage.ts';

/** Whom evidence is about: names and ids that stand in events and calls. */
export type Subject = { userName: string; workspaceIds: ReadonlySet<string> };

/** Reading calls of these operations come by the hundred and tell nothing. */
const dull = new Set(['DescribeWorkspaces', 'GetResources', 'DescribeTags', 'DescribeAlarms']);

/**
 * What happened to one user: acts, events and calls in the order of time, and the desktops as they are.
 * `calls`: more than the desktop cloud remembers. `from` (epoch ms): the first lines since then, not the last ones.
 */
export async function evidenceOf(
  stage: Stage,
  subject: Subject,
  options: { mostLines?: number; calls?: readonly Call[]; from?: number } = {},
): Promise<string> {
  const { mostLines = 25, from } = options;
  const state = await stage.cloud.stateWithLedger();
  const lines = [
    ...stage.acts
      .filter(({ userName }) => userName === subject.userName)
      .map(({ at, what }) => ({ at, line: `act    ${what}` })),
    ...stage.bus.events
      .filter((event) => concerns(event.detail, subject))
      .map((event) => eventLine(event, subject)),
    ...callsAbout(options.calls ?? state.ledger, subject)
      .filter(({ operation }) => !dull.has(operation))
      .map(callLine),
  ].toSorted((a, b) => a.at - b.at);
  const told =
    from === undefined ? lines.slice(-mostLines) : lines.filter(({ at }) => at >= from).slice(0, mostLines);
  return [
    `What happened to ${subject.userName} (${told.length} of ${lines.length} lines):`,
    ...told.map(({ at, line }) => `  ${new Date(at).toISOString().slice(11, 23)} ${line}`),
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

function eventLine(event: Heard, subject: Subject) {
  const detail = JSON.stringify(withoutOthers(event.detail, subject));
  return {
    at: event.heardAt,
    line: `event  ${event['detail-type']} of ${event.source}: ${detail.length > 300 ? `${detail.slice(0, 300)}…` : detail}`,
  };
}

/** Of lists, such as the observations of a sweep, only what is about this user. */
function withoutOthers(value: unknown, subject: Subject): unknown {
  if (Array.isArray(value))
    return value.filter((item) => typeof item !== 'object' || concerns(item, subject));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withoutOthers(member, subject)]),
  );
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
