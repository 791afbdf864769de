import type { Guard } from '../../src/domain/given.ts';
import type { Groups, Notebook } from '../../src/ports.ts';
import { type Plan, plan, type Sources } from '../plan/plan.ts';
import { planText } from '../plan/report.ts';

/** What a run would do that lets something pass, as far as it can be known from here. */
export type Fate = {
  /** Who would lose a desktop or get one; where the directory could not be read from here, all who could lose theirs. */
  logins: readonly string[];
  /** Nobody more, and perhaps fewer: the directory was not read. */
  atMost: boolean;
  text: string;
};

const moves: readonly Plan['changes'][number]['will'][] = ['lose it', 'begin to leave', 'get a desktop'];

/**
 * Whom a run would touch that lets these pass. The service reads the directory anew, and may find more than is found now.
 * @throws {Refused} as `plan` does
 */
export async function whoGoes(
  store: { groups: Groups; notebook: Notebook },
  group: string,
  passes: readonly Guard[],
  sources: Sources,
): Promise<Fate> {
  const planned = await plan(store, { group, passes }, sources);
  if (planned.dryRun) return { logins: [], atMost: false, text: planText(planned) };
  if (planned.refused?.isRead !== false) {
    const touched = planned.changes.filter(({ will }) => moves.includes(will));
    return { logins: touched.map(({ login }) => login), atMost: false, text: planText(planned) };
  }
  const { claims } = await store.notebook.look(group);
  const logins = [...claims.values()].flatMap(({ said, login }) => (said === 'wanted' ? [login] : [])).sort();
  return {
    logins,
    atMost: true,
    text: [
      `The directory cannot be read from here: ${planned.refused.explanation}`,
      'Who goes is decided by what the service reads. All whom the group wants could lose their desktops:',
      ...logins.map((login) => `  ${login}`),
    ].join('\n'),
  };
}
