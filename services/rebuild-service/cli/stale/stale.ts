import { seatId } from '../../src/domain/seat.ts';
import { rowOf, type Said, saidIn } from '../records/record.ts';
import { recordsIn } from '../records/tables.ts';

/** A desktop that is gone; its computer object may stand in the directory still. */
export type Stale = {
  directoryId: string;
  computerName: string;
  ipAddress?: string;
  workspaceId: string;
  userName: string;
  /** By then it was gone. */
  goneAt: string;
  because: 'recreated' | 'removed' | 'recreate failed';
};

export type StaleFound = {
  /** In the order in which they went. */
  stale: readonly Stale[];
  /** Desktops that went, and whose name AWS had not told. */
  nameless: number;
  /** Names of desktops that went and that a desktop of today has again. */
  inUse: number;
};

type Gone = Omit<Stale, 'computerName'> & { computerName: string | undefined };

/** @param since epoch ms; who went before is left out */
export async function staleIn(
  table: Parameters<typeof recordsIn>[0],
  since: number | undefined,
  progress: (records: number) => void,
): Promise<StaleFound> {
  const gone = new Map<string, Gone>();
  /** By seat: names of the desktops that they have now. */
  const present = new Map<string, string>();
  let records = 0;
  // All of them: an older record can name a desktop that stands today.
  for await (const item of recordsIn(table, { kinds: ['reset', 'failed', 'removed'] })) {
    const said = saidIn(rowOf(item));
    const one = goneIn(said);
    if (one !== undefined && !gone.has(one.workspaceId)) gone.set(one.workspaceId, one);
    const seat = seatId(said.seat);
    const name = said.newDesktop?.computerName;
    if (name === undefined) present.delete(seat);
    else present.set(seat, nameIn(said.seat.directoryId, name));
    records += 1;
    progress(records);
  }
  const inUse = new Set(present.values());
  const asked = [...gone.values()]
    .filter(({ goneAt }) => since === undefined || Date.parse(goneAt) >= since)
    .sort((a, b) => Date.parse(a.goneAt) - Date.parse(b.goneAt));
  const named = asked.flatMap(({ computerName, ...one }): Stale[] =>
    computerName === undefined ? [] : [{ ...one, computerName }],
  );
  const stale = named.filter(
    ({ directoryId, computerName }) => !inUse.has(nameIn(directoryId, computerName)),
  );
  return { stale, nameless: asked.length - named.length, inUse: named.length - stale.length };
}

/** Names of computers are not case-sensitive, and of one directory. */
const nameIn = (directoryId: string, computerName: string): string =>
  `${directoryId}/${computerName.toLowerCase()}`;

/** The desktop that this record says is gone. */
function goneIn({ kind, at, seat, strategy, oldDesktop, newDesktop, completedAt }: Said): Gone | undefined {
  if (oldDesktop === undefined) return undefined;
  const { workspaceId, computerName, ipAddress } = oldDesktop;
  const one = {
    ...seat,
    workspaceId,
    computerName,
    ...(ipAddress === undefined ? {} : { ipAddress }),
    goneAt: completedAt ?? at,
  };
  if (kind === 'removed') return { ...one, because: 'removed' };
  // A rebuild keeps the desktop, its name and its computer object.
  if (strategy !== 'recreate' || newDesktop?.workspaceId === workspaceId) return undefined;
  return { ...one, because: kind === 'failed' ? 'recreate failed' : 'recreated' };
}
