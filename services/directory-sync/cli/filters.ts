import { Refused } from '@cleandesk/command-line';
import { FilterUnreadable, parseFilter } from '../src/adapters/ldap/filters.ts';

/**
 * What an owner wrote is read before any directory is asked. @param filters by what they are called where they were written
 * @throws {Refused} with what is wrong: unlike the log, whoever reads this may read the filter
 */
export function mustBeFilters(group: string, filters: Readonly<Record<string, string | undefined>>): void {
  for (const [name, filter] of Object.entries(filters)) {
    try {
      if (filter !== undefined) parseFilter(filter);
    } catch (error) {
      if (!(error instanceof FilterUnreadable)) throw error;
      throw new Refused(`${name} of the group ${group}: ${error.message}`);
    }
  }
}
