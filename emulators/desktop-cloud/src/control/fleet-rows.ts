import * as z from 'zod';
import type { DesktopCloud } from '../desktop-cloud.ts';
import { desktopStates } from '../domain/workspaces/states.ts';
import type { Branch } from '../workspaces/branch.ts';
import type { Desktop } from '../workspaces/desktops/desktop.ts';

/** Which desktops to list: texts are looked for in id, user and directory. */
export const fleetQuestion = z.strictObject({
  state: z.enum(desktopStates).optional(),
  connected: z.enum(['yes', 'no']).optional(),
  text: z.string().max(128).optional(),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});

/** A desktop as a tile shows it. */
export function desktopRow(cloud: DesktopCloud, place: string, id: string) {
  const branch = cloud.allBranches().find((one) => keyOf(one) === place);
  const desktop = branch?.fleet.get(id);
  return branch === undefined || desktop === undefined ? undefined : row(branch, desktop);
}

/** Counts of the whole fleet, and the first `limit` desktops that are asked for. */
export function fleetRows(cloud: DesktopCloud, asked: z.output<typeof fleetQuestion>) {
  const states: Record<string, number> = {};
  const text = asked.text?.toLowerCase() ?? '';
  const rows = [];
  let [total, connected, found] = [0, 0, 0];
  for (const branch of cloud.allBranches()) {
    for (const desktop of branch.fleet.desktops) {
      total += 1;
      states[desktop.state] = (states[desktop.state] ?? 0) + 1;
      if (desktop.session !== undefined) connected += 1;
      if (asked.state !== undefined && desktop.state !== asked.state) continue;
      if (asked.connected !== undefined && (asked.connected === 'yes') !== (desktop.session !== undefined))
        continue;
      if (
        text !== '' &&
        !`${desktop.id} ${desktop.userName} ${desktop.directoryId}`.toLowerCase().includes(text)
      )
        continue;
      found += 1;
      if (rows.length < asked.limit) rows.push(row(branch, desktop));
    }
  }
  return { total, connected, states, found, desktops: rows };
}

/** What time it is, and how fast the service's own time runs. */
export const cloudClock = (cloud: DesktopCloud) => ({
  now: new Date(cloud.clock.now()).toISOString(),
  speed: cloud.pace.speed,
  /** ms of AWS's time since the start. */
  passed: Math.round(cloud.pace.now()),
});

const keyOf = ({ place }: Branch): string => `${place.accountId}/${place.region}`;

const row = ({ place }: Branch, desktop: Desktop) => ({
  id: desktop.id,
  userName: desktop.userName,
  directoryId: desktop.directoryId,
  region: place.region,
  accountId: place.accountId,
  state: desktop.state,
  runningMode: desktop.properties.RunningMode,
  session:
    desktop.session === undefined
      ? 'none'
      : desktop.session.droppedAt === undefined
        ? 'connected'
        : 'dropped',
});
