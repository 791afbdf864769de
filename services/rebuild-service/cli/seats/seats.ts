import { type DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { Refused } from '@cleandesk/command-line';
import { directoryId, type SeatRef } from '@cleandesk/contracts';
import { keyOf, refOf } from '../../src/adapters/seat-key.ts';
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
  progress = silent,
): Promise<{ rows: Row[]; unreadable: number }> {
  const rows: Row[] = [];
  let unreadable = 0;
  for await (const item of seatItems(table, user, progress)) {
    const seat = readable(item);
    if (seat === undefined) {
      unreadable += 1;
      continue;
    }
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

/** What a name alone costs, for the help of a command that takes one. */
export const wholeTable =
  '\nA user alone is looked for in the whole table of seats: 128 read units a MB, about 1,000 seats. directory/user reads one item.';

type Progress = (seats: number) => void;
const silent: Progress = () => undefined;

/**
 * The seats of a user: as `ada.berg`, in every directory, or as `d-9067000001/ada.berg`. The table is ordered by directory and
 * user, so with the directory one item is read, and without it the whole table.
 * @throws {Refused} when there is none
 */
export async function seatsOf(table: SeatsTable, who: string, progress = silent): Promise<Seat[]> {
  return (await seatsOfEach(table, [who], progress)).flat();
}

/**
 * One seat of each of these; the table is read at most once, however many they are.
 * @throws {Refused} when one has none, or one in each of several directories
 */
export async function theSeatsOf(
  table: SeatsTable,
  whos: readonly string[],
  progress = silent,
): Promise<Seat[]> {
  const found = await seatsOfEach(table, whos, progress);
  return found.map((seats, index) => {
    const [seat, another] = seats;
    if (seat === undefined || another !== undefined)
      throw new Refused(
        `${whos[index]} has a seat in several directories: ${seats.map(({ ref }) => `${ref.directoryId}/${ref.userName}`).join(', ')}. Name one of them like this.`,
      );
    return seat;
  });
}

/** @throws {Refused} when there is none, or one in each of several directories */
export async function theSeatOf(table: SeatsTable, who: string, progress = silent): Promise<Seat> {
  const [seat] = await theSeatsOf(table, [who], progress);
  if (seat === undefined) throw new Refused(`No seat of ${who} is in ${table.tableName}.`);
  return seat;
}

async function seatsOfEach(
  table: SeatsTable,
  whos: readonly string[],
  progress: Progress,
): Promise<Seat[][]> {
  const bare = whos.filter((who) => refIn(who) === undefined);
  const ofUsers = bare.length === 0 ? [] : await seatsOfUsers(table, bare, progress);
  const found: Seat[][] = [];
  for (const who of whos) {
    const ref = refIn(who);
    const seats =
      ref === undefined
        ? ofUsers.filter((seat) => seat.ref.userName.toLowerCase() === who.toLowerCase())
        : await oneSeat(table, ref);
    if (seats.length === 0)
      throw new Refused(`No seat of ${who} is in ${table.tableName}. \`fleet --user\` finds parts of names.`);
    found.push(seats);
  }
  return found;
}

function refIn(who: string): SeatRef | undefined {
  const at = who.indexOf('/');
  const directory = directoryId.safeParse(who.slice(0, Math.max(0, at)));
  return directory.success ? { directoryId: directory.data, userName: who.slice(at + 1) } : undefined;
}

async function oneSeat({ client, tableName: TableName }: SeatsTable, ref: SeatRef): Promise<Seat[]> {
  const { Item } = await client.send(
    new GetCommand({ TableName, Key: { pk: keyOf(ref) }, ConsistentRead: true }),
  );
  return Item === undefined ? [] : [mustBeReadable(Item)];
}

async function seatsOfUsers(
  table: SeatsTable,
  userNames: readonly string[],
  progress: Progress,
): Promise<Seat[]> {
  const [only, another] = userNames;
  const wanted = new Set(userNames.map((name) => name.toLowerCase()));
  const seats: Seat[] = [];
  for await (const item of seatItems(table, another === undefined ? only : undefined, progress)) {
    // Of others it is of no concern whether this version can read them.
    if (!wanted.has(refOf(item.pk).userName)) continue;
    const seat = mustBeReadable(item);
    if (seat.phase.status !== 'absent') seats.push(seat);
  }
  return seats;
}

/** Stored seats whose key names this, as far as the table can tell. */
async function* seatItems(
  { client, tableName: TableName }: SeatsTable,
  part: string | undefined,
  progress: Progress,
) {
  let read = 0;
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
  for await (const page of pages) {
    read += page.ScannedCount ?? 0;
    progress(read);
    yield* page.Items ?? [];
  }
}

function readable(item: Readonly<Record<string, unknown>>): Seat | undefined {
  try {
    return toSeat(item);
  } catch (error) {
    if (error instanceof UnreadableSeat) return undefined;
    throw error;
  }
}

/** @throws {Refused} */
function mustBeReadable(item: Readonly<Record<string, unknown>>): Seat {
  const seat = readable(item);
  if (seat !== undefined) return seat;
  const { directoryId: directory, userName } = refOf(item.pk);
  throw new Refused(`The seat ${directory}/${userName} cannot be read by this version. Update it.`);
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
