import { AwsFault } from '../../kernel.ts';
import type { WorkspaceResourceAssociation } from '../../service-model/generated/workspaces.ts';
import { unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { Desktop } from '../desktops/desktop.ts';
import type { Handlers } from '../handlers.ts';
import { type Association, associationKey } from './association.ts';
import { type Application, applicationOf } from './catalogue.ts';
import { takes } from './parts.ts';
import { associationsOf } from './standing.ts';

export const asAssociation = (association: Association): WorkspaceResourceAssociation => ({
  AssociatedResourceId: association.applicationId,
  AssociatedResourceType: 'APPLICATION',
  Created: new Date(association.createdAt),
  LastUpdatedTime: new Date(association.updatedAt),
  State: association.state,
  StateReason: association.reason,
  WorkspaceId: association.workspaceId,
});

/** Administration Guide, manage applications: what waits for its deployment can be taken back by the opposite call. */
export const associating: Handlers = {
  AssociateWorkspaceApplication(branch, { WorkspaceId, ApplicationId }) {
    const desktop = restingDesktop(branch, WorkspaceId);
    const application = knownApplication(ApplicationId);
    const there = associationsOf(branch, desktop);
    const old = there.find(({ applicationId }) => applicationId === ApplicationId);
    if (old?.state === 'PENDING_UNINSTALL_DEPLOYMENT') {
      return { Association: put(branch, { ...old, wanted: 'installed', state: 'COMPLETED' }) };
    }
    if (old !== undefined) {
      throw new AwsFault(
        'ResourceAlreadyExistsException',
        `The application ${ApplicationId} is associated with the WorkSpace already.`,
      );
    }
    refuseMisfit(application, desktop, there);
    const now = branch.world.clock.now();
    const association: Association = {
      workspaceId: desktop.id,
      applicationId: ApplicationId,
      wanted: 'installed',
      state: 'PENDING_INSTALL_DEPLOYMENT',
      createdAt: now,
      updatedAt: now,
    };
    return { Association: put(branch, association) };
  },

  DisassociateWorkspaceApplication(branch, { WorkspaceId, ApplicationId }) {
    const desktop = restingDesktop(branch, WorkspaceId);
    knownApplication(ApplicationId);
    const there = associationsOf(branch, desktop);
    const old = there.find(({ applicationId }) => applicationId === ApplicationId);
    if (old === undefined) throw unknown(ApplicationId, 'association');
    // What never came to the desktop need not be deployed away.
    if (old.state === 'PENDING_INSTALL_DEPLOYMENT') {
      branch.applicationAssociations.delete(associationKey(desktop.id, ApplicationId));
      return { Association: asAssociation({ ...old, state: 'REMOVED' }) };
    }
    const state = 'PENDING_UNINSTALL_DEPLOYMENT';
    return { Association: put(branch, { ...old, wanted: 'removed', state, reason: undefined }) };
  },

  /** "The end user session will terminate and WorkSpaces will not be accessible" meanwhile (Administration Guide). */
  DeployWorkspaceApplications(branch, { WorkspaceId, Force = false }) {
    const { agenda, lifecycle } = branch;
    const desktop = restingDesktop(branch, WorkspaceId);
    const due = associationsOf(branch, desktop).filter(
      ({ state }) => state.endsWith('_DEPLOYMENT') || (Force && state === 'ERROR'),
    );
    const failure =
      due.length === 0
        ? undefined
        : branch.world.faultOfItem('endsInError', 'DeployWorkspaceApplications', {
            workspaceId: WorkspaceId,
          });
    const Associations = due.map((association) =>
      put(branch, {
        ...association,
        state: association.wanted === 'installed' ? 'PENDING_INSTALL' : 'PENDING_UNINSTALL',
        reason: undefined,
        failure: failure?.message,
      }),
    );
    if (due.length > 0) {
      const was = desktop.state;
      lifecycle.force(desktop, 'UPDATING');
      agenda.book(`${desktop.id}/applicationsBegin`, takes.beginning, 'applicationsAreDeployed', desktop.id);
      agenda.book(
        `${desktop.id}/applicationsEnd`,
        takes.deploying,
        `applicationsWereDeployed/${was}`,
        desktop.id,
      );
    }
    return { Deployment: { Associations } };
  },
};

function put(branch: Branch, association: Association): WorkspaceResourceAssociation {
  const { applicationAssociations, fleet, world } = branch;
  // Those of desktops that are gone are of no use to anybody.
  for (const { workspaceId, applicationId } of applicationAssociations.values()) {
    if (fleet.get(workspaceId) === undefined) {
      applicationAssociations.delete(associationKey(workspaceId, applicationId));
    }
  }
  const changed = { ...association, updatedAt: world.clock.now() };
  applicationAssociations.put(associationKey(changed.workspaceId, changed.applicationId), changed);
  return asAssociation(changed);
}

/** "The WorkSpace must have a status of AVAILABLE or STOPPED" (Administration Guide); the error is a choice. */
function restingDesktop({ fleet }: Branch, id: string): Desktop {
  const desktop = fleet.get(id);
  if (desktop?.listed !== true) throw unknown(id, 'WorkSpace');
  const { state, modification } = desktop;
  if (modification === undefined && (state === 'AVAILABLE' || state === 'STOPPED')) return desktop;
  throw new AwsFault(
    'ResourceInUseException',
    `The WorkSpace is ${state}; it must be AVAILABLE or STOPPED, and not under modification.`,
  );
}

function knownApplication(id: string): Application {
  const application = applicationOf(id);
  if (application === undefined) throw unknown(id, 'application');
  return application;
}

function refuseMisfit(application: Application, desktop: Desktop, there: readonly Association[]): void {
  const { name, operatingSystems, computeTypes, state, suite } = application;
  const { OperatingSystemName: system, ComputeTypeName: compute } = desktop.properties;
  if (state === 'UNINSTALL_ONLY') {
    throw new AwsFault('ApplicationNotSupportedException', `${name} can only be uninstalled.`);
  }
  if (!operatingSystems.includes(system)) {
    throw new AwsFault('OperatingSystemNotCompatibleException', `${name} does not run on ${system}.`);
  }
  if (!computeTypes.includes(compute)) {
    throw new AwsFault('ComputeNotCompatibleException', `${name} does not run on ${compute}.`);
  }
  const others = there
    .filter(({ wanted }) => wanted === 'installed')
    .flatMap(({ applicationId }) => applicationOf(applicationId)?.suite ?? []);
  const clash = others.some((other) => other.edition !== suite?.edition || other.version !== suite.version);
  if (suite !== undefined && clash) {
    throw new AwsFault(
      'IncompatibleApplicationsException',
      'Office, Visio and Project must have the same edition and the same version.',
    );
  }
}
