const base36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `length` characters out of base 36, from a source of numbers in [0, 1). */
export const characters = (length: number, random: () => number): string =>
  Array.from({ length }, () => base36.charAt(Math.floor(random() * base36.length))).join('');

/** A desktop's id; those of AWS have nine characters. */
export const newDesktopId = (random: () => number): string => `ws-${characters(9, random)}`;

/** Windows desktops are called WSAMZN-…, Linux ones after their address (Administration Guide, launch). */
export const newComputerName = (operatingSystem: string, ipAddress: string, random: () => number): string =>
  operatingSystem.startsWith('WINDOWS')
    ? `WSAMZN-${characters(8, random).toUpperCase()}`
    : `IP-${ipAddress
        .split('.')
        .map((part) => Number(part).toString(16).padStart(2, '0'))
        .join('')
        .toUpperCase()}`;

/** Addresses of a subnet that AWS keeps for itself at its start. */
const reserved = 4;

/** The `n`-th private address of a subnet 10.x.0.0/16, its first four and the last left out as on AWS. */
export function addressOf(subnetNumber: number, n: number): string {
  const host = reserved + (n % (65_536 - 5));
  return `10.${subnetNumber}.${host >> 8}.${host & 255}`;
}

/** Which of its subnet's addresses `addressOf` gave. */
export function numberOfAddress(address: string): number {
  const [, , third = 0, fourth = 0] = address.split('.').map(Number);
  return (third << 8) + fourth - reserved;
}
