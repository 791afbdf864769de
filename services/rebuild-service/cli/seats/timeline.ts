import { keyOf } from '../../src/adapters/seat-key.ts';
import type { RecordKind } from '../../src/domain/actions.ts';
import type { Seat } from '../../src/domain/seat.ts';
import { type Said, saidIn, rowOf as storedRow } from '../records/record.ts';
import { recordsOf } from '../records/tables.ts';
import { type Row, rowOf } from './seats.ts';

/** What happened to a seat, oldest first. */
export type Happened = {
  at: string;
  what: string;
  /** Of a record: its number, which `receipts export` knows it by. */
  record?: number;
  /** What was told, seen and done. */
  evidence?: readonly string[];
};

export type SeatStory = {
  seat: Row;
  claims: { source: string; wanted: boolean; revision: number }[];
  holds: { id: string; owner: string; reason: string; until: string }[];
  timeline: Happened[];
  /** Of what goes on at present, and has no record yet. */
  now: readonly string[];
};

/** @param since epoch ms; what was before is left out */
export async function storyOf(
  records: Parameters<typeof recordsOf>[0],
  seat: Seat,
  now: number,
  since = 0,
): Promise<SeatStory> {
  const iso = (at: number) => new Date(at).toISOString();
  const rows = (await recordsOf(records, keyOf(seat.ref))).map(storedRow);
  return {
    seat: rowOf(seat, now),
    claims: Object.entries(seat.claims).map(([source, { wanted, revision }]) => ({
      source,
      wanted,
      revision,
    })),
    holds: seat.holds
      .filter(({ until }) => until > now)
      .map(({ id, owner, reason, until }) => ({ id, owner, reason, until: iso(until) })),
    timeline: rows
      .filter(({ at }) => at >= since)
      .sort((one, other) => one.number - other.number)
      .map((row) => {
        const said = saidIn(row);
        const { evidence } = said;
        return {
          at: said.at,
          what: sentences[said.kind](said),
          record: row.number,
          ...(evidence === undefined ? {} : { evidence }),
        };
      }),
    now: seat.evidence.map(({ at, what }) => `${iso(at)} ${what}`),
  };
}

const minutes = (ms: number | undefined): string =>
  ms === undefined ? '' : ` after ${(ms / 60_000).toFixed(1)} min`;
const by = ({ policy }: Said): string => (policy === undefined ? '' : ` by ${policy.name}`);
const because = ({ explanation, reason, because: why }: Said): string =>
  [why ?? reason, explanation].filter((part) => part !== undefined).join(': ');
const lost = ({ lostMs }: Said): string =>
  lostMs === undefined ? '' : `, ${(lostMs / 60_000).toFixed(0)} min of work lost`;

const sentences: Record<RecordKind, (said: Said) => string> = {
  reset: (said) =>
    `${said.strategy ?? 'reset'}${by(said)}: ready${minutes(said.timeToReadyMs)}, ${said.oldDesktop?.workspaceId ?? '?'} → ${said.newDesktop?.workspaceId ?? '?'} at ${said.newDesktop?.ipAddress ?? '?'}${lost(said)}`,
  failed: (said) => `${said.strategy ?? 'reset'}${by(said)} failed: ${because(said)}`,
  removed: (said) => `${said.oldDesktop?.workspaceId ?? 'the desktop'} was removed`,
  kept: (said) => `kept${by(said)}: ${because(said)}`,
  rehearsed: (said) => `dry run: ${said.strategy ?? 'a reset'}${by(said)} would have been now`,
  firstLogin: (said) => `first login${minutes(said.afterMs)}`,
};
