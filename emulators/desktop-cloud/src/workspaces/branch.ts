import type { Seed } from '../seed.ts';
import { Agenda } from '../state/agenda.ts';
import { Collection } from '../state/collection.ts';
import type { Ward } from '../state/keeper.ts';
import { type AccessParts, accessParts } from './access/parts.ts';
import { type AccountParts, accountParts } from './account/parts.ts';
import { type ApplicationParts, applicationParts } from './applications/parts.ts';
import { type Bundle, bundleSchema } from './bundles/bundle.ts';
import { plantBundles } from './bundles/planting.ts';
import { Fleet } from './desktops/fleet.ts';
import { Lifecycle } from './desktops/lifecycle.ts';
import { Maintenance } from './desktops/maintenance.ts';
import { Modifications } from './desktops/modifications.ts';
import { Motion } from './desktops/motion.ts';
import { Relatives } from './desktops/relatives.ts';
import { Sessions } from './desktops/sessions.ts';
import { type DirectoryParts, directoryParts } from './directories/parts.ts';
import { plantDirectories } from './directories/planting.ts';
import { type ImageParts, imageParts } from './images/parts.ts';
import type { Place, World } from './world.ts';

/** WorkSpaces in one account and region. */
export type Branch = AccessParts &
  AccountParts &
  DirectoryParts &
  ImageParts &
  ApplicationParts & {
    readonly world: World;
    readonly place: Place;
    readonly agenda: Agenda;
    readonly bundles: Collection<Bundle>;
    readonly fleet: Fleet;
    readonly sessions: Sessions;
    readonly lifecycle: Lifecycle;
    readonly relatives: Relatives;
    readonly modifications: Modifications;
    readonly maintenance: Maintenance;
    /** Every account and region that stands, this one too: what is shared lies with its owner. */
    everywhere(): readonly Branch[];
  };

/** As it was left, or as `seed` says when nobody was there before. */
export function openBranch(
  world: World,
  place: Place,
  ward: Ward,
  seed: Seed,
  everywhere: () => readonly Branch[],
): Branch {
  const { clock, pace } = world;
  const { touch } = ward;
  const agenda = new Agenda({ pace, clock, touch });
  const { directories, people } = directoryParts(touch, agenda);
  const bundles = new Collection('bundles', bundleSchema, touch);
  const access = accessParts(touch, agenda);
  const account = accountParts(touch, agenda);
  const fleet = new Fleet(touch);
  const sessions = new Sessions({ world, place, fleet });
  const relatives = new Relatives(place, everywhere);
  const motion = new Motion({ world, fleet, sessions, agenda, relatives });
  const lifecycle = new Lifecycle({ world, fleet, sessions, agenda, directories, relatives, motion });
  const modifications = new Modifications({ fleet, agenda, lifecycle });
  const maintenance = new Maintenance({ world, place, fleet, agenda, lifecycle, directories });
  const { images } = imageParts(touch, { agenda, clock, fleet, lifecycle });
  const { applicationAssociations } = applicationParts(touch, { agenda, clock, fleet, lifecycle });
  const branch = {
    ...access,
    ...account,
    world,
    place,
    agenda,
    directories,
    people,
    bundles,
    images,
    applicationAssociations,
    fleet,
    sessions,
    lifecycle,
    relatives,
    modifications,
    maintenance,
    everywhere,
  };
  const own = [directories, people, bundles, images, applicationAssociations, fleet];
  const kept = [...Object.values(access), ...Object.values(account)];
  if (!ward.open([...own, ...kept, agenda])) plant(branch, seed);
  maintenance.obeySettings();
  return branch;
}

function plant(branch: Branch, seed: Seed): void {
  plantDirectories(branch, seed);
  plantBundles(branch, seed, branch.place, branch.world.clock.now());
}
