import type { Clock } from '../../kernel.ts';
import type { Agenda } from '../../state/agenda.ts';
import { Collection } from '../../state/collection.ts';
import type { Touch } from '../../state/kept.ts';
import type { Desktop } from '../desktops/desktop.ts';
import type { Fleet } from '../desktops/fleet.ts';
import type { Lifecycle } from '../desktops/lifecycle.ts';
import { type Association, associationKey, associationSchema } from './association.ts';

const minute = 60_000;

/** How long AWS takes, ms. Choices. */
export const takes = { beginning: minute, deploying: 15 * minute };

export type ApplicationParts = {
  /** Of desktops, by desktop and application. */
  readonly applicationAssociations: Collection<Association>;
};

type Parts = { agenda: Agenda; clock: Clock; fleet: Fleet; lifecycle: Lifecycle };

/** "AVAILABLE / STOPPED: the update is complete and the WorkSpace is back to its original state" (Administration Guide). */
export function applicationParts(touch: Touch, { agenda, clock, fleet, lifecycle }: Parts): ApplicationParts {
  const applicationAssociations = new Collection('applicationAssociations', associationSchema, touch);
  const step = (
    name: string,
    from: readonly Association['state'][],
    next: (association: Association, desktop: Desktop | undefined) => Partial<Association>,
    after: (desktop: Desktop) => void,
  ): void =>
    agenda.on(name, (id) => {
      const desktop = fleet.get(id);
      for (const association of applicationAssociations.values()) {
        if (association.workspaceId !== id || !from.includes(association.state)) continue;
        const key = associationKey(id, association.applicationId);
        const changed = { ...association, ...next(association, desktop), updatedAt: clock.now() };
        if (changed.state === 'REMOVED') applicationAssociations.delete(key);
        else applicationAssociations.put(key, changed);
      }
      if (desktop !== undefined) after(desktop);
    });
  step(
    'applicationsAreDeployed',
    ['PENDING_INSTALL', 'PENDING_UNINSTALL'],
    ({ wanted }) => ({ state: wanted === 'installed' ? 'INSTALLING' : 'UNINSTALLING' }),
    () => undefined,
  );
  const whenDone = (was: 'AVAILABLE' | 'STOPPED') =>
    step(
      `applicationsWereDeployed/${was}`,
      ['INSTALLING', 'UNINSTALLING'],
      ({ wanted, failure }, desktop) => {
        const ErrorMessage = desktop?.state === 'UPDATING' ? failure : unreachable;
        if (ErrorMessage === undefined) return { state: wanted === 'installed' ? 'COMPLETED' : 'REMOVED' };
        const word = ErrorMessage === unreachable ? 'WorkspaceUnreachable' : 'InternalServerError';
        return { state: 'ERROR', reason: { ErrorCode: `DeploymentError.${word}`, ErrorMessage } };
      },
      (desktop) => {
        if (desktop.state === 'UPDATING') lifecycle.force(desktop, was);
      },
    );
  whenDone('AVAILABLE');
  whenDone('STOPPED');
  return { applicationAssociations };
}

/** Somebody put the desktop into another state meanwhile. */
const unreachable = 'The WorkSpace could not be reached while its applications were deployed.';
