import {
  type GroupFigures,
  type GroupScene,
  groupOf,
  ours,
  type Provisioner,
  until,
} from '../../../../simulation/src/scenarios/group.ts';
import { seeds } from './seeds-provisioning.ts';

const hour = 3_600_000;
/** ms after which what is not so by then counts as never. */
const atMost = 24 * hour;

type Row = {
  members: number;
  what: string;
  way: 'seed' | 'ours';
  runs: number;
  /** Missing: not within a day. */
  minutes?: number;
  calls: number;
  throttled: number;
};

/** A group of that size joins an account without desktops, then a tenth of it leaves: the seed's way, and ours. In virtual time. */
export async function provisioning(members: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [way, of] of [
    ['seed', seeds],
    ['ours', ours],
  ] as const)
    rows.push(...(await play(members, way, of)));
  return rows.sort((one, other) => one.what.localeCompare(other.what));
}

async function play(
  members: number,
  way: Row['way'],
  of: (scene: GroupScene) => Provisioner,
): Promise<Row[]> {
  const scene = groupOf(members);
  const { names, directory } = scene;
  const provisioner = of(scene);
  const row = (what: string, figures: GroupFigures): Row => ({
    members,
    what,
    way,
    runs: figures.runs,
    ...(figures.isSo ? { minutes: Math.round(figures.minutes) } : {}),
    calls: [...figures.calls.values()].reduce((sum, count) => sum + count, 0),
    throttled: figures.throttled,
  });
  for (const name of names) directory.join(name, 0);
  await provisioner.start();
  const joined = row('all join', await until(scene, provisioner, names, atMost));
  const leavers = names.slice(0, Math.floor(members / 10));
  for (const name of leavers) directory.leave(name, 0);
  const stay = names.slice(leavers.length);
  return [joined, row('then a tenth leaves', await until(scene, provisioner, stay, atMost))];
}
