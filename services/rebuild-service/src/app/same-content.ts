/**
 * Whether both would be stored as the same JSON, but for the order of keys. Most of a seat is what it was, and known by
 * identity to be so: to write both out each time took longer than to decide.
 */
export function sameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, n) => sameContent(item, b[n]));
  if (!isObject(a) || !isObject(b)) return false;
  for (const key in a) if (!sameContent(a[key], b[key])) return false;
  for (const key in b) if (b[key] !== undefined && a[key] === undefined) return false;
  return true;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
