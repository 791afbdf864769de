import type { Clock } from './kernel.ts';
import type { Settings } from './settings.ts';

/** Token buckets, one per account and region, in wall time: AWS's limit does not run faster with the speed. */
export class Throttle {
  private readonly clock: Clock;
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Whether one more call goes through. */
  lets(key: string, settings: Settings['throttle']): boolean {
    if (!settings.enabled) return true;
    const now = this.clock.now();
    const bucket = this.buckets.get(key) ?? { tokens: settings.burst, at: now };
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * settings.perSecond;
    const tokens = Math.min(settings.burst, refilled);
    const goes = tokens >= 1;
    this.buckets.set(key, { tokens: goes ? tokens - 1 : tokens, at: now });
    return goes;
  }

  clear(): void {
    this.buckets.clear();
  }
}
