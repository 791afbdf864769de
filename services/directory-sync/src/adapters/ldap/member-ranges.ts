import { type Attribute, PresenceFilter, type SearchEntry } from 'ldapts';
import type { Session } from './session.ts';
import { elsewhere, Trouble } from './trouble.ts';

/**
 * All values of an attribute that may have many. Active Directory gives 1,500 at a time, as `member;range=0-1499`, and the rest
 * only to who asks for it.
 */
export async function allValues(session: Session, entry: SearchEntry, attribute: string): Promise<string[]> {
  const values: string[] = [];
  let part = partOf(entry, attribute);
  for (;;) {
    // A group that shrinks meanwhile has no such range any more; what was read of it is of two days.
    if (part.from !== values.length || (part.more && part.values.length === 0))
      throw new Trouble('ReadIncomplete', 'gave the members of a group with a gap in them', elsewhere);
    for (const value of part.values) values.push(value);
    if (!part.more) return values;
    const looked = await session.one({
      base: entry.name,
      filter: new PresenceFilter({ attribute: 'objectClass' }),
      attributes: [`${attribute};range=${values.length}-*`],
    });
    part = 'entry' in looked ? partOf(looked.entry, attribute) : gone;
  }
}

type Part = { from: number; values: string[]; more: boolean };
const gone: Part = { from: 0, values: [], more: false };

function partOf(entry: SearchEntry, attribute: string): Part {
  const wanted = attribute.toLowerCase();
  return entry.attributes.reduce((part, found) => {
    const [type, ...options] = found.type.toLowerCase().split(';');
    if (type !== wanted) return part;
    const range = options.map((option) => /^range=(\d+)-(\d+|\*)$/.exec(option)).find((match) => match);
    // Beside the range the whole attribute comes, too, and is empty.
    if (range) return { from: Number(range[1]), values: textsOf(found), more: range[2] !== '*' };
    return found.values.length === 0 ? part : { ...gone, values: textsOf(found) };
  }, gone);
}

function textsOf({ values }: Attribute): string[] {
  return values.map((value) => value.toString());
}
