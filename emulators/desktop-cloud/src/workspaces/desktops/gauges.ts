import { durations, metricCadence } from '../../domain/workspaces/durations.ts';
import {
  type GaugeName,
  gaugeUnits,
  gaugeValues,
  isGauge,
  type Life,
} from '../../domain/workspaces/gauges.ts';
import type { DerivedMetrics } from '../../kernel.ts';
import type { Settings } from '../../settings.ts';
import type { Branch } from '../branch.ts';
import type { Place } from '../world.ts';
import type { Desktop } from './desktop.ts';

const namespace = 'AWS/WorkSpaces';

/**
 * The metrics of AWS/WorkSpaces that tell how desktops are: they are worked out of what is kept of each desktop when
 * somebody asks. 50,000 desktops would else write a value each, seven times every five minutes.
 */
export function gauges(
  branchOf: (place: Place) => Branch | undefined,
  settings: () => Settings,
): DerivedMetrics {
  const isTold = (name: string): name is GaugeName =>
    isGauge(name) && (name !== 'SessionDisconnect' || settings().sessionDisconnectZeros);
  return {
    derives: (asked, name) => asked === namespace && isTold(name),
    *list({ namespace: asked = namespace, name, dimensions = [] }, place) {
      const branch = branchOf(place);
      const names = Object.keys(gaugeUnits).filter((one) => isTold(one) && (name ?? one) === one);
      if (branch === undefined || asked !== namespace || names.length === 0) return;
      for (const found of dimensionsOf(branch, dimensions)) {
        for (const one of names) yield { namespace, name: one, dimensions: found };
      }
    },
    read(metric, from, to, place) {
      const branch = branchOf(place);
      if (branch === undefined || metric.namespace !== namespace || !isTold(metric.name)) return undefined;
      const desktops = desktopsOf(branch, metric.dimensions);
      if (desktops === undefined) return undefined;
      const { clock, pace } = branch.world;
      const cadence = metricCadence(pace.scaled(durations.metricCadence));
      const values = gaugeValues(metric.name, lives(desktops), { from, to, cadence, now: clock.now() });
      return { unit: gaugeUnits[metric.name], values };
    },
    tagsOf({ namespace: asked, dimensions: { WorkspaceId: id } }, place) {
      if (asked !== namespace || id === undefined) return {};
      return Object.fromEntries(branchOf(place)?.fleet.evenGone(id)?.tags ?? []);
    },
  };
}

/** Those of each desktop, and of each directory that has any. */
function* dimensionsOf(
  { fleet }: Branch,
  wanted: readonly { name: string; value?: string | undefined }[],
): Generator<Record<string, string>> {
  const asks = (name: string): boolean => wanted.every((one) => one.name === name);
  const one = wanted.length === 1 ? wanted[0]?.value : undefined;
  if (asks('WorkspaceId')) {
    const desktop = one === undefined ? undefined : fleet.get(one);
    for (const { id } of desktop === undefined ? fleet.desktops : [desktop]) yield { WorkspaceId: id };
  }
  if (asks('DirectoryId')) {
    const directories = new Set(Array.from(fleet.desktops, ({ directoryId }) => directoryId));
    for (const DirectoryId of directories) yield { DirectoryId };
  }
}

function desktopsOf(
  { fleet, sessions }: Branch,
  dimensions: Readonly<Record<string, string>>,
): Iterable<Desktop> | undefined {
  const [[name, value] = [], ...more] = Object.entries(dimensions);
  if (value === undefined || more.length > 0) return undefined;
  if (name === 'WorkspaceId') {
    const desktop = fleet.evenGone(value) ?? sessions.gone.get(value);
    return desktop && [desktop];
  }
  if (name !== 'DirectoryId') return undefined;
  const gone = [...sessions.gone.values()].filter((desktop) => desktop.directoryId === value && desktop.gone);
  return [...fleet.inDirectory(value), ...gone];
}

function* lives(desktops: Iterable<Desktop>): Generator<Life> {
  for (const { id, history, visits = [] } of desktops) yield { id, history, visits };
}
