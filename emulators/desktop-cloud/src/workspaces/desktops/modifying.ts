import { durations } from '../../domain/workspaces/durations.ts';
import { type Asked, planOf } from '../../domain/workspaces/modification.ts';
import { AwsFault } from '../../kernel.ts';
import type { WorkspaceProperties } from '../../service-model/generated/workspaces.ts';
import type { Branch } from '../branch.ts';
import type { Handlers } from '../handlers.ts';
import { asItem, type Desktop, isUnderModification } from './desktop.ts';
import { fateOf } from './fate.ts';
import { theDesktop } from './found.ts';

/** Properties and the administrator's maintenance: calls about one desktop, refused as a whole. */
export const modifying: Handlers = {
  ModifyWorkspaceProperties(branch, { WorkspaceId, WorkspaceProperties, DataReplication }) {
    const desktop = theDesktop(branch, WorkspaceId);
    if (WorkspaceProperties === undefined && DataReplication === undefined) {
      throw invalid('Either WorkspaceProperties or DataReplication must be specified.');
    }
    const plan = planOf(WorkspaceProperties ?? {}, modifiable(branch, desktop));
    if ('code' in plan) throw new AwsFault(plan.code, plan.message);
    if (DataReplication !== undefined && !branch.relatives.setReplication(desktop, DataReplication)) {
      throw new AwsFault(
        'UnsupportedWorkspaceConfigurationException',
        'Data can be replicated only between a primary and a standby WorkSpace.',
      );
    }
    const fate = fateOf(branch, 'ModifyWorkspaceProperties', asItem(desktop));
    branch.modifications.take(desktop, only(plan.members, WorkspaceProperties ?? {}), plan, fate);
    return {};
  },

  ModifyWorkspaceState(branch, { WorkspaceId, WorkspaceState }) {
    const desktop = theDesktop(branch, WorkspaceId);
    if (desktop.state !== 'AVAILABLE' && desktop.state !== 'ADMIN_MAINTENANCE') {
      throw new AwsFault(
        'InvalidResourceStateException',
        `The WorkSpace is in the state ${desktop.state}, which can not be modified.`,
      );
    }
    // Choice: asking for the state that it has is taken and changes nothing.
    if (desktop.state !== WorkspaceState) branch.lifecycle.administer(desktop, WorkspaceState);
    return {};
  },
};

/** Of what was asked for, these members. */
const only = (members: readonly (keyof Asked)[], asked: WorkspaceProperties): WorkspaceProperties =>
  Object.fromEntries(Object.entries(asked).filter(([name]) => members.some((member) => member === name)));

function modifiable({ bundles, world }: Branch, desktop: Desktop) {
  const { clock, pace } = world;
  const { RunningModeAutoStopTimeoutInMinutes: _timeout, ...properties } = desktop.properties;
  const bundle = bundles.get(desktop.bundleId) ?? {
    bundleId: desktop.bundleId,
    protocols: desktop.properties.Protocols,
  };
  return {
    state: desktop.state,
    properties,
    bundle,
    isBusy: isUnderModification(desktop, 'for a moment'),
    isNew: (clock.now() - desktop.createdAt) * pace.speed < durations.growsAgain,
    waits: desktop.waits,
  };
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);
