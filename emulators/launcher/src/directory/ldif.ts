/** An entry to be loaded into a directory. */
export type DirectoryEntry = {
  dn: string;
  attributes: Record<string, string | readonly string[]>;
};

/** RFC 2849, every value in base64: names may hold line breaks, and spaces at their ends. */
export function ldifOf(entries: Iterable<DirectoryEntry>): string {
  const records: string[] = [];
  for (const { dn, attributes } of entries) {
    const lines = [line('dn', dn)];
    for (const [name, values] of Object.entries(attributes))
      for (const value of typeof values === 'string' ? [values] : values) lines.push(line(name, value));
    records.push(`${lines.join('\n')}\n`);
  }
  return records.join('\n');
}

function line(name: string, value: string): string {
  return `${name}:: ${Buffer.from(value, 'utf8').toString('base64')}`;
}
