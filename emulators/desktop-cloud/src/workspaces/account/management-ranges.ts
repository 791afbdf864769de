import { addressOf, commonOf, type Range, rangeOf } from '../cidr.ts';

/**
 * Where management networks may lie. Choice: AWS names no ranges in its API reference; these are the private ones of
 * RFC 1918, RFC 6598 and RFC 2544.
 */
const pools = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', '198.18.0.0/15'].flatMap(
  (text) => rangeOf(text) ?? [],
);

const sixteen = 2 ** 16;

/** Every /16 that lies wholly in what is asked for, lowest first. */
export function managementRanges(asked: Range): string[] {
  return pools.flatMap((pool) => {
    const common = commonOf(pool, asked);
    if (common === undefined) return [];
    return Array.from(
      { length: Math.floor(common.size / sixteen) },
      (_, n) => `${addressOf(common.first + n * sixteen)}/16`,
    );
  });
}

/** Whether `ListAvailableManagementCidrRanges` would give it. */
export function isManagementRange(text: string): boolean {
  const range = rangeOf(text);
  return range !== undefined && managementRanges(range).includes(text);
}
