import { intervalStart } from './durations.ts';
import { type DesktopState, runsIn } from './states.ts';

/** What is known of a desktop's past: how it was, and when somebody was connected. All times are epoch ms. */
export type Life = {
  id: string;
  /** Oldest first. */
  history: readonly { at: number; state: DesktopState }[];
  /** Oldest first; one without an end goes on. */
  visits: readonly Visit[];
};
export type Visit = { from: number; to?: number | undefined };

/** What CloudWatch keeps of one interval. */
export type GaugeValue = { at: number; sum: number; count: number; min: number; max: number };

/** From `from` on and before `to`, in intervals of `cadence`; those that have not ended at `now` are not known yet. */
export type Span = { from: number; to: number; cadence: number; now: number };

/** How far back gauges can be asked for; a desktop's history of states may end before that. Choice. */
export const gaugesKeptMs = 24 * 3_600_000;

/**
 * States in which a desktop is counted by the gauges of its state. Choice: AWS names the metrics, and says neither what
 * they are in other states nor whether zeros are written.
 */
const stands = (state: DesktopState): boolean =>
  state !== 'PENDING' && state !== 'ERROR' && state !== 'TERMINATING' && state !== 'TERMINATED';

const states: Readonly<
  Record<'Available' | 'Unhealthy' | 'Stopped' | 'Maintenance', readonly DesktopState[]>
> = {
  Available: ['AVAILABLE'],
  Unhealthy: ['UNHEALTHY', 'IMPAIRED'],
  Stopped: ['STOPPED'],
  Maintenance: ['MAINTENANCE', 'ADMIN_MAINTENANCE'],
};

export const gaugeUnits = {
  Available: 'Count',
  Unhealthy: 'Count',
  Stopped: 'Count',
  Maintenance: 'Count',
  UserConnected: 'Count',
  SessionLaunchTime: 'Seconds',
  InSessionLatency: 'Milliseconds',
  /** Only the zeros: the disconnects themselves are put. */
  SessionDisconnect: 'Count',
} as const;
export type GaugeName = keyof typeof gaugeUnits;

export const isGauge = (name: string): name is GaugeName => Object.hasOwn(gaugeUnits, name);

/**
 * A gauge over several desktops, by interval, oldest first. Each desktop is looked at once, however long the span: what
 * it costs are changes and intervals, not both multiplied.
 */
export function gaugeValues(name: GaugeName, lives: Iterable<Life>, span: Span): GaugeValue[] {
  const grid = new Grid(span);
  if (grid.isEmpty) return [];
  for (const life of lives) {
    switch (name) {
      case 'Available':
      case 'Unhealthy':
      case 'Stopped':
      case 'Maintenance':
        for (const { from, to, state } of segments(life)) {
          if (stands(state)) grid.count(from, to, states[name].includes(state) ? 1 : 0);
        }
        break;
      case 'UserConnected':
        countRunning(life, grid);
        for (const { from, to } of life.visits) grid.add(from, to ?? Number.POSITIVE_INFINITY);
        break;
      case 'SessionDisconnect':
        countRunning(life, grid);
        break;
      case 'SessionLaunchTime':
        for (const { from } of life.visits) grid.measure(from, launchSeconds(seedOf(life.id), from));
        break;
      case 'InSessionLatency': {
        const seed = seedOf(life.id);
        for (const { from, to } of life.visits) {
          grid.each(from, to ?? Number.POSITIVE_INFINITY, (at) => latencyMs(seed, at));
        }
        break;
      }
      default:
        name satisfies never;
    }
  }
  return grid.values();
}

/** 0 while it runs; who is connected comes on top of it. */
function countRunning(life: Life, grid: Grid): void {
  for (const { from, to, state } of segments(life)) if (runsIn.has(state)) grid.count(from, to, 0);
}

function* segments({ history }: Life): Generator<{ from: number; to: number; state: DesktopState }> {
  for (const [index, { at, state }] of history.entries()) {
    yield { from: at, to: history[index + 1]?.at ?? Number.POSITIVE_INFINITY, state };
  }
}

/** Choice: 8 to 20 seconds, the same whenever it is asked for. AWS describes the metric and no usual value. */
const launchSeconds = (seed: number, at: number): number => 8 + Math.round(12 * noise(seed, at));
/** Choice: 20 to 80 ms; AWS recommends at most 100 (AG, network requirements). */
const latencyMs = (seed: number, at: number): number => 20 + Math.round(60 * noise(seed, at));

/** FNV-1a. */
function seedOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return hash;
}

/** A number in [0, 1) that looks like chance and is none: the finalizer of MurmurHash3 over a desktop and a second. */
function noise(seed: number, at: number): number {
  let hash = seed ^ Math.floor(at / 1_000);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** Sums over intervals. A stretch of time costs two entries: where it begins and where it ends. */
class Grid {
  private readonly first: number;
  private readonly cadence: number;
  private readonly size: number;
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;
  private readonly measured = new Map<number, GaugeValue>();

  constructor({ from, to, cadence, now }: Span) {
    this.cadence = cadence;
    this.first = Math.ceil(Math.max(from, now - gaugesKeptMs) / cadence) * cadence;
    const last = Math.min(intervalStart(now, cadence), Math.ceil(to / cadence) * cadence);
    this.size = Math.max(0, Math.round((last - this.first) / cadence));
    this.sums = new Float64Array(this.size + 1);
    this.counts = new Float64Array(this.size + 1);
  }

  get isEmpty(): boolean {
    return this.size === 0;
  }

  /** One desktop more has a value, as it stands at the start of each interval. */
  count(from: number, to: number, value: number): void {
    this.stretch(this.counts, from, to, 1);
    if (value !== 0) this.stretch(this.sums, from, to, value);
  }

  /** One more to the sum, of a desktop that is counted already. */
  add(from: number, to: number): void {
    this.stretch(this.sums, from, to, 1);
  }

  /** A value of its own at the start of each interval. */
  each(from: number, to: number, valueAt: (at: number) => number): void {
    for (let index = this.index(from); index < this.index(to); index += 1) {
      const at = this.first + index * this.cadence;
      this.note(at, valueAt(at));
    }
  }

  /** A value of a moment, in the interval that it lies in. */
  measure(at: number, value: number): void {
    const start = intervalStart(at, this.cadence);
    if (start >= this.first && start < this.first + this.size * this.cadence) this.note(start, value);
  }

  values(): GaugeValue[] {
    const found = [...this.measured.values()];
    let [sum, count] = [0, 0];
    for (let index = 0; index < this.size; index += 1) {
      sum += this.sums[index] ?? 0;
      count += this.counts[index] ?? 0;
      if (count === 0) continue;
      // All are 0 or 1.
      const at = this.first + index * this.cadence;
      found.push({ at, sum, count, min: sum === count ? 1 : 0, max: sum > 0 ? 1 : 0 });
    }
    return found.sort((a, b) => a.at - b.at);
  }

  private stretch(into: Float64Array, from: number, to: number, value: number): void {
    const [start, end] = [this.index(from), this.index(to)];
    if (start >= end) return;
    into[start] = (into[start] ?? 0) + value;
    into[end] = (into[end] ?? 0) - value;
  }

  /** The first interval that starts at `at` or later. */
  private index(at: number): number {
    if (at === Number.POSITIVE_INFINITY) return this.size;
    return Math.min(this.size, Math.max(0, Math.ceil((at - this.first) / this.cadence)));
  }

  private note(at: number, value: number): void {
    const known = this.measured.get(at);
    if (known === undefined) {
      this.measured.set(at, { at, sum: value, count: 1, min: value, max: value });
      return;
    }
    known.sum += value;
    known.count += 1;
    known.min = Math.min(known.min, value);
    known.max = Math.max(known.max, value);
  }
}
