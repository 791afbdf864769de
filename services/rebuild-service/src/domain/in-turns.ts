/**
 * One of each group after the other, each group in its own order: ten thousand of one policy do not stand before the ten of
 * another one.
 */
export function inTurns<T>(items: readonly T[], groupOf: (item: T) => string, limit: number): T[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(groupOf(item));
    if (group === undefined) groups.set(groupOf(item), [item]);
    else group.push(item);
  }
  const chosen: T[] = [];
  for (let round = 0; chosen.length < Math.min(limit, items.length); round += 1)
    for (const group of groups.values()) chosen.push(...group.slice(round, round + 1));
  return chosen.slice(0, limit);
}
