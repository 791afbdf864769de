import { type DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { Refused } from '@cleandesk/command-line';
import type { SeatRef } from '@cleandesk/contracts';
import { keyOf } from '../../src/adapters/seat-key.ts';
import { toSeat, UnreadableSeat } from '../../src/adapters/stored-seat.ts';
import { kindOf } from '../../src/domain/safeguards.ts';
import { activeHold, type Seat, type Status, workspaceOf } from '../../src/domain/seat.ts';

export type SeatsTable = { client: DynamoDBDocumentClient; tableName: string };

/** A seat in a line. */
export type Row = {
  seat: SeatRef;
  status: Status;
  workspaceId?: string;
  policy?: string;
  /** The gate that its reset waits at. */
  waitsFor?: string;
  heldUntil?: string;
  /** When it is looked at next, where something goes on. */
  nextLookAt?: string;
};

export type Filter = { states?: readonly string[]; policies?: readonly string[]; user?: string };

/** Of one status each; those that end are not seats any more. */
export const statuses = [
  'live',
  'away',
  'rebuilding',
  'terminating',
  'recreating',
  'provisioning',
  'clearing',
  'removing',
  'failed',
  'absent',
] as const satisfies Status[];

/** @returns seats by directory and user; those of nobody are left out, unless asked for */
export async function fleetIn(
  table: SeatsTable,
  { states, policies, user }: Filter,
  now: number,
  progress: (seats: number) => void = () => undefined,
): Promise<{ rows: Row[]; unreadable: number }> {
  const rows: Row[] = [];
  let unreadable = 0;
  for await (const item of seatItems(table, user)) {
    const seat = readable(item);
    if (seat === undefined) {
      unreadable += 1;
      continue;
    }
    progress(rows.length);
    const row = rowOf(seat, now);
    if (states === undefined ? row.status === 'absent' : !states.includes(row.status)) continue;
    if (policies !== undefined && !policies.includes(row.policy ?? '')) continue;
    rows.push(row);
  }
  return { rows: rows.sort(byName), unreadable };
}

const byName = (one: Row, other: Row): number =>
  one.seat.directoryId.localeCompare(other.seat.directoryId) ||
  one.seat.userName.localeCompare(other.seat.userName);

/**
 * The seats of a user: as `ada.berg`, in every directory, or as `d-9067000001/ada.berg`.
 * @throws {Refused} when there is none
 */
export async function seatsOf(table: SeatsTable, who: string): Promise<Seat[]> {
  const [, directoryId, userName = who] = /^(d-[0-9a-f]+)\/(.+)$/.exec(who) ?? [];
  const found =
    directoryId === undefined
      ? (await seatsOfUser(table, userName)).filter(({ phase }) => phase.status !== 'absent')
      : await oneSeat(table, { directoryId, userName });
  if (found.length === 0)
    throw new Refused(`No seat of ${who} is in ${table.tableName}. \`fleet --user\` finds parts of names.`);
  return found;
}

/** @throws {Refused} when there is none, or one in each of several directories */
export async function theSeatOf(table: SeatsTable, who: string): Promise<Seat> {
  const seats = await seatsOf(table, who);
  const [seat, another] = seats;
  if (seat === undefined || another !== undefined)
    throw new Refused(
      `${who} has a seat in several directories: ${seats.map(({ ref }) => `${ref.directoryId}/${ref.userName}`).join(', ')}. Name one of them like this.`,
    );
  return seat;
}

async function oneSeat({ client, tableName: TableName }: SeatsTable, ref: SeatRef): Promise<Seat[]> {
  const { Item } = await client.send(
    new GetCommand({ TableName, Key: { pk: keyOf(ref) }, ConsistentRead: true }),
  );
  return Item === undefined ? [] : [toSeat(Item)];
}

async function seatsOfUser(table: SeatsTable, userName: string): Promise<Seat[]> {
  const seats: Seat[] = [];
  for await (const item of seatItems(table, userName)) {
    const seat = toSeat(item);
    if (seat.ref.userName.toLowerCase() === userName.toLowerCase()) seats.push(seat);
  }
  return seats;
}

/** Stored seats whose key names this, as far as the table can tell. */
async function* seatItems({ client, tableName: TableName }: SeatsTable, part: string | undefined) {
  const pages = paginateScan(
    { client },
    {
      TableName,
      FilterExpression: `begins_with(pk, :seat)${part === undefined ? '' : ' AND contains(pk, :part)'}`,
      ExpressionAttributeValues: {
        ':seat': 'SEAT#',
        ...(part === undefined ? {} : { ':part': part.toLowerCase() }),
      },
    },
  );
  for await (const page of pages) yield* page.Items ?? [];
}

function readable(item: Readonly<Record<string, unknown>>): Seat | undefined {
  try {
    return toSeat(item);
  } catch (error) {
    if (error instanceof UnreadableSeat) return undefined;
    throw error;
  }
}

const iso = (at: number): string => new Date(at).toISOString();

export function rowOf(seat: Seat, now: number): Row {
  const { phase } = seat;
  const workspaceId = workspaceOf(seat);
  const hold = activeHold(seat, now);
  const leave = phase.status === 'away' ? phase.leave : undefined;
  return {
    seat: seat.ref,
    status: phase.status,
    ...(workspaceId === undefined ? {} : { workspaceId }),
    ...(seat.policyName === undefined ? {} : { policy: seat.policyName }),
    ...(leave?.waitsFor === undefined ? {} : { waitsFor: kindOf(leave.waitsFor) }),
    ...(hold === undefined ? {} : { heldUntil: iso(hold.until) }),
    ...(leave === undefined ? {} : { nextLookAt: iso(leave.nextLookAt) }),
  };
}
