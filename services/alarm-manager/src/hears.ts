import { type EventEnvelope, listen, on, UnreadableEvent } from '@cleandesk/bus';
import {
  alarmContributorStateChange,
  alarmStateChange,
  connectionSweepCameDueV1,
  reconcileCameDueV1,
  workspacesAccess,
  workspacesApiCall,
} from '@cleandesk/contracts';
import type { Heard } from './app/hear.ts';
import type { Recurring } from './app/recur.ts';
import { type ApiCall, doneBy } from './domain/api-call.ts';
import {
  type AlarmChange,
  type ContributorChange,
  desktopOf,
  disconnectedIn,
  disconnectedInShard,
} from './domain/disconnect.ts';
import { isDesktopId } from './domain/managed.ts';
import { desktopOfContributor } from './domain/shard.ts';

/** Everything that this service listens to, and what each means to it. Rules are generated from here. */
export const hears = {
  watch: listen([
    on(workspacesApiCall, called),
    on(workspacesAccess, ({ workspaceId, loginTime }, { correlationId }): Heard => {
      return { type: 'LoggedIn', workspaceId, loginAt: Date.parse(loginTime), correlationId };
    }),
    // Both, whoever the detector is: while it is switched, both tell.
    on(alarmStateChange, left),
    on(alarmContributorStateChange, leftInShard),
  ]),
  reconcile: listen([
    on(
      reconcileCameDueV1,
      ({ cursor }, { id, correlationId }): Recurring => ({ task: 'reconcile', id, cursor, correlationId }),
    ),
    on(
      connectionSweepCameDueV1,
      ({ cursor }, { id, correlationId }): Recurring => ({ task: 'sweep', id, cursor, correlationId }),
    ),
  ]),
};

function called(call: ApiCall, { correlationId }: EventEnvelope): Heard {
  const done = doneBy(call);
  // A look that asks for it as well would be refused to all the others in it.
  if (![...done.made, ...done.ended, ...done.rebuilt].every(isDesktopId))
    throw new UnreadableEvent('the call names a desktop by what is no id of a desktop');
  return { type: 'Called', done, correlationId };
}

function left(change: AlarmChange, { at, correlationId }: EventEnvelope): Heard {
  if (change.state.value !== 'ALARM') return { type: 'Nothing', correlationId };
  const workspaceId = desktopOf(change);
  if (workspaceId === undefined) throw new UnreadableEvent('the alarm names no desktop');
  const { alarmName } = change;
  return { type: 'Left', workspaceId, interval: disconnectedIn(change, at), alarmName, correlationId };
}

function leftInShard(change: ContributorChange, { at, correlationId }: EventEnvelope): Heard {
  if (change.state.value !== 'ALARM') return { type: 'Nothing', correlationId };
  const workspaceId = desktopOfContributor(change.alarmContributor.attributes);
  if (workspaceId === undefined) throw new UnreadableEvent('the contributor names no desktop');
  if (workspaceId === 'nobody') return { type: 'Nothing', correlationId };
  const { alarmName } = change;
  return { type: 'Left', workspaceId, interval: disconnectedInShard(change, at), alarmName, correlationId };
}
