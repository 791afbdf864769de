import {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  type Filter,
  FilterParser,
  OrFilter,
  PresenceFilter,
} from 'ldapts';

/** The owner's filter can't be read as RFC 4515 has it. */
export class FilterUnreadable extends Error {
  override readonly name = 'FilterUnreadable';
}

/** Active Directory's rule that follows a chain of groups to its end. */
const inChain = '1.2.840.113556.1.4.1941';

/**
 * A filter as its owner wrote it.
 * @throws {FilterUnreadable} with what is wrong with it
 */
export function parseFilter(text: string): Filter {
  // The parser closes what was left open, wherever the text ends: somebody meant something else.
  if (text.split('(').length !== text.split(')').length)
    throw new FilterUnreadable(`The filter ${text} has not as many ) as (`);
  try {
    return FilterParser.parseString(text.replace(/(?:\\[\da-f]{2})+/gi, inCharacters));
  } catch (error) {
    throw new FilterUnreadable(
      `The filter ${text} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Bytes that are written as `\c3\a4` become the character that they stand for: the parser would make two of them. */
function inCharacters(escapes: string): string {
  const bytes = Buffer.from(escapes.replaceAll('\\', ''), 'hex');
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  return text.replace(/[\0-\x7f]/g, (ascii) => `\\${ascii.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Who says of itself to be in this group, or, in a chain, in a group that is in it, and so on. */
export function memberOf(groupDn: string, how: { nested: boolean }): Filter {
  return how.nested
    ? new ExtensibleFilter({ matchType: 'memberOf', rule: inChain, value: groupDn })
    : new EqualityFilter({ attribute: 'memberOf', value: groupDn });
}

export function both(one: Filter, other: Filter): Filter {
  return new AndFilter({ filters: [one, other] });
}

/** Entries with one of these values; they are compared literally, whatever is in them. */
export function oneOf(attribute: string, values: readonly string[]): Filter {
  return new OrFilter({ filters: values.map((value) => new EqualityFilter({ attribute, value })) });
}

/** What may have members, whether it has some now or not. */
export function anyGroup(member: string): Filter {
  const classes = ['group', 'groupOfNames', 'groupOfUniqueNames'];
  return new OrFilter({
    filters: [new PresenceFilter({ attribute: member }), oneOf('objectClass', classes)],
  });
}
