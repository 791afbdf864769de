import type { Place } from '../world.ts';
import type { Desktop } from './desktop.ts';
import type { Fleet } from './fleet.ts';
import type { Members } from './members.ts';

type Replication = NonNullable<Members['DataReplicationSettings']>['DataReplication'];

/** The desktops of one account and region. */
type Home = { readonly place: Place; readonly fleet: Fleet };

/** A primary WorkSpace and its standby in another Region: what each of them tells of the other. */
export class Relatives {
  private readonly place: Place;
  private readonly everywhere: () => readonly Home[];

  constructor(place: Place, everywhere: () => readonly Home[]) {
    this.place = place;
    this.everywhere = everywhere;
  }

  /** The desktops of the same account in another Region, when there are any. */
  fleetIn(region: string): Fleet | undefined {
    return this.everywhere().find(
      ({ place }) => place.accountId === this.place.accountId && place.region === region,
    )?.fleet;
  }

  /** `standby` is here, `primary` in `primaryRegion`. */
  relate(standby: Desktop, primary: Desktop, primaryRegion: string, replication: Replication): void {
    standby.members = {
      ...standby.members,
      RelatedWorkspaces: [
        { WorkspaceId: primary.id, Region: primaryRegion, State: primary.state, Type: 'PRIMARY' },
      ],
      DataReplicationSettings: { DataReplication: replication },
    };
    primary.members = {
      ...primary.members,
      RelatedWorkspaces: [
        ...(primary.members.RelatedWorkspaces ?? []),
        { WorkspaceId: standby.id, Region: this.place.region, State: standby.state, Type: 'STANDBY' },
      ],
      StandbyWorkspacesProperties: [
        ...(primary.members.StandbyWorkspacesProperties ?? []),
        { StandbyWorkspaceId: standby.id, DataReplication: replication },
      ],
    };
    this.fleetIn(primaryRegion)?.changed(primary);
  }

  /** The desktop is in another state: its relatives show it. */
  tell({ id, state, members }: Desktop): void {
    if (members.RelatedWorkspaces === undefined) return;
    this.ofEach(members, (relative) => {
      relative.members = {
        ...relative.members,
        RelatedWorkspaces: (relative.members.RelatedWorkspaces ?? []).map((one) =>
          one.WorkspaceId === id ? { ...one, State: state } : one,
        ),
      };
    });
  }

  /** The desktop is gone, and its relatives are without it. */
  forget({ id, members }: Desktop): void {
    this.ofEach(members, (relative) => {
      const { RelatedWorkspaces = [], StandbyWorkspacesProperties = [] } = relative.members;
      relative.members = {
        ...relative.members,
        RelatedWorkspaces: RelatedWorkspaces.filter((one) => one.WorkspaceId !== id),
        StandbyWorkspacesProperties: StandbyWorkspacesProperties.filter(
          (one) => one.StandbyWorkspaceId !== id,
        ),
      };
    });
  }

  /** Fresh snapshots of a primary are copied to standbys that replicate it (AG, Multi-Region Resilience). Choice: at once. */
  replicate(primary: Desktop): void {
    const [at] = primary.restorable;
    const { StandbyWorkspacesProperties: standbys = [] } = primary.members;
    if (at === undefined) return;
    if (!standbys.some(({ DataReplication }) => DataReplication === 'PRIMARY_AS_SOURCE')) return;
    const RecoverySnapshotTime = new Date(at);
    primary.members = {
      ...primary.members,
      StandbyWorkspacesProperties: standbys.map((one) =>
        one.DataReplication === 'PRIMARY_AS_SOURCE' ? { ...one, RecoverySnapshotTime } : one,
      ),
    };
    this.ofEach(primary.members, (standby) => {
      const { DataReplicationSettings: settings } = standby.members;
      if (settings === undefined) return;
      standby.members = {
        ...standby.members,
        DataReplicationSettings: { ...settings, RecoverySnapshotTime },
      };
    });
  }

  /** Switches replication between a standby and its primary, whichever of them is meant. Says whether there was any relation. */
  setReplication(desktop: Desktop, replication: Replication): boolean {
    const { RelatedWorkspaces: related = [] } = desktop.members;
    if (related.length === 0) return false;
    const family: Desktop[] = [desktop];
    this.ofEach(desktop.members, (relative) => family.push(relative));
    for (const one of family) {
      const { DataReplicationSettings: settings, StandbyWorkspacesProperties: standbys } = one.members;
      one.members = {
        ...one.members,
        ...(settings === undefined
          ? {}
          : { DataReplicationSettings: { ...settings, DataReplication: replication } }),
        ...(standbys === undefined
          ? {}
          : {
              StandbyWorkspacesProperties: standbys.map((each) => ({
                ...each,
                DataReplication: replication,
              })),
            }),
      };
    }
    return true;
  }

  /** Those that are here: a relation that was set by hand can name anybody. */
  private ofEach({ RelatedWorkspaces: related = [] }: Members, does: (relative: Desktop) => void): void {
    for (const { WorkspaceId, Region } of related) {
      const fleet = this.fleetIn(Region);
      const relative = fleet?.get(WorkspaceId);
      if (fleet === undefined || relative === undefined) continue;
      does(relative);
      fleet.changed(relative);
    }
  }
}
