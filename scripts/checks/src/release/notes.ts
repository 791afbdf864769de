/**
 * What the changelog says of a version. Throws when it says nothing, or when more has been noted since: a release tells all
 * that it has.
 */
export function notesOf(version: string, changelog: string): string {
  const sections = new Map(
    changelog
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [title = '', ...lines] = section.split('\n');
        return [title.split(' ')[0] ?? '', lines.join('\n').trim()];
      }),
  );
  const notes = sections.get(version);
  if (notes === undefined || notes === '')
    throw new Error(`CHANGELOG.md has no section "## ${version}", or nothing in it`);
  const unreleased = sections.get('Unreleased');
  if (unreleased !== undefined && unreleased !== '')
    throw new Error(`CHANGELOG.md still has something under "## Unreleased": move it to "## ${version}"`);
  return notes;
}
