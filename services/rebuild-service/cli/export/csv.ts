import { stringify } from 'csv-stringify/sync';
import type { Row, Said } from '../records/record.ts';

type Cell = string | number | undefined;

/**
 * One line for each record, whatever its kind. The old desktop is the one that was left: what of it still stands in the
 * directory after a recreate is stale.
 */
const columns: Readonly<Record<string, (said: Said, row: Row) => Cell>> = {
  at: ({ at }) => at,
  kind: ({ kind }) => kind,
  directoryId: ({ seat }) => seat.directoryId,
  userName: ({ seat }) => seat.userName,
  cause: ({ cause }) => cause?.kind,
  because: ({ because, reason }) => because ?? reason,
  explanation: ({ explanation }) => explanation,
  policy: ({ policy }) => policy?.name,
  policyVersion: ({ policy }) => policy?.version,
  strategy: ({ strategy }) => strategy,
  leftFrom: ({ left }) => left?.from,
  leftTo: ({ left }) => left?.to,
  lastSeenAt: ({ lastSeenAt }) => lastSeenAt,
  lastLoginAt: ({ lastLoginAt }) => lastLoginAt,
  waitedFor: ({ waitedFor }) => waitedFor,
  decidedAt: ({ decidedAt }) => decidedAt,
  calledAt: ({ calledAt }) => calledAt,
  notReadyAt: ({ notReadyAt }) => notReadyAt,
  completedAt: ({ completedAt }) => completedAt,
  secondsToReady: ({ timeToReadyMs }) => seconds(timeToReadyMs),
  snapshotAt: ({ snapshotAt }) => snapshotAt ?? undefined,
  secondsLost: ({ lostMs }) => seconds(lostMs),
  oldImageId: ({ oldDesktop }) => oldDesktop?.imageId,
  newImageId: ({ newDesktop }) => newDesktop?.imageId,
  bundleId: ({ newDesktop, oldDesktop, bundleId }) => (newDesktop ?? oldDesktop)?.bundleId ?? bundleId,
  oldWorkspaceId: ({ oldDesktop, workspaceId }) => oldDesktop?.workspaceId ?? workspaceId,
  oldComputerName: ({ oldDesktop }) => oldDesktop?.computerName,
  oldIpAddress: ({ oldDesktop }) => oldDesktop?.ipAddress,
  newWorkspaceId: ({ newDesktop }) => newDesktop?.workspaceId,
  newComputerName: ({ newDesktop }) => newDesktop?.computerName,
  newIpAddress: ({ newDesktop }) => newDesktop?.ipAddress,
  resetId: ({ resetId }) => resetId,
  firstLoginAt: ({ loginAt }) => loginAt,
  secondsToFirstLogin: ({ afterMs }) => seconds(afterMs),
  looks: ({ looks }) => looks,
  tags: ({ tags }) =>
    tags &&
    Object.entries(tags)
      .map(([name, value]) => `${name}=${value}`)
      .join(' | '),
  holds: ({ holds }) =>
    holds?.map(({ owner, reason, until }) => `${owner}: ${reason} (${until})`).join(' | '),
  evidence: ({ evidence }) => evidence?.join(' | '),
  number: (_said, { number }) => number,
  hash: (_said, { hash }) => hash,
};

const seconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.round(ms / 1000);

/**
 * RFC 4180 with a byte order mark, by which spreadsheets know UTF-8. User names, reasons of holds and computer names are
 * anybody's words: what a spreadsheet would take for a formula begins with an apostrophe, and all text stands in quotes.
 */
export const csvOf = (lines: readonly (readonly Cell[])[]): string =>
  stringify(
    lines.map((line) => [...line]),
    { escape_formulas: true, quoted_string: true, record_delimiter: 'windows' },
  );

export const csv = {
  head: (): string => `\uFEFF${csvOf([Object.keys(columns)])}`,
  line: (said: Said, row: Row): string => csvOf([Object.values(columns).map((cell) => cell(said, row))]),
};
