import { addressOf } from '../domain/workspaces/naming.ts';
import type { Seed } from '../seed.ts';
import type { Desktop } from './desktop.ts';
import { type Bundle, type Directory, userDecoupled } from './directory.ts';
import { Shelf } from './shelf.ts';
import type { Place, World } from './world.ts';

/** All that WorkSpaces knows in one account and region, indexed by what calls ask for. */
export class Fleet {
  readonly world: World;
  readonly place: Place;
  readonly directories = new Map<string, Directory>();
  readonly bundles = new Map<string, Bundle>();
  readonly desktops = new Shelf();
  private readonly byId = new Map<string, Desktop>();
  private readonly byDirectory = new Map<string, Shelf>();
  private readonly byBundle = new Map<string, Shelf>();
  /** `directory/user` → the desktop that takes the seat, also while it is being terminated and shortly after. */
  private readonly seats = new Map<string, Desktop>();
  private nextOrder = 1;
  private nextAddress = 0;

  constructor(world: World, place: Place, seed: Seed) {
    this.world = world;
    this.place = place;
    seed.directories.forEach((directory, index) => {
      this.directories.set(directory.directoryId, {
        ...directory,
        state: 'REGISTERED',
        subnetIds: [0, 1].map((zone) => `subnet-${(0xa0000000 + 2 * index + zone).toString(16)}`),
        tags: new Map(),
        users: new Set(seed.userNames.map((name) => name.toLowerCase())),
      });
    });
    for (const bundle of seed.bundles) {
      this.bundles.set(bundle.bundleId, {
        ...bundle,
        deleted: false,
        imageId: bundle.bundleId.replace('wsb-', 'wsi-'),
        createdAt: world.clock.now(),
        tags: new Map(),
      });
    }
  }

  add(make: (order: number) => Desktop): Desktop {
    const desktop = make(this.nextOrder++);
    this.desktops.add(desktop);
    this.byId.set(desktop.id, desktop);
    this.shelf(this.byDirectory, desktop.directoryId).add(desktop);
    this.shelf(this.byBundle, desktop.bundleId).add(desktop);
    if (desktop.userName !== userDecoupled) this.seats.set(seatOf(desktop), desktop);
    return desktop;
  }

  /** Takes the desktop out of every list; its seat stays taken. */
  unlist(desktop: Desktop): void {
    desktop.listed = false;
    this.desktops.remove(desktop);
    this.byId.delete(desktop.id);
    this.shelf(this.byDirectory, desktop.directoryId).remove(desktop);
    this.shelf(this.byBundle, desktop.bundleId).remove(desktop);
  }

  freeSeat(desktop: Desktop): void {
    if (this.seats.get(seatOf(desktop)) === desktop) this.seats.delete(seatOf(desktop));
  }

  /** Whether a new desktop for this user would meet `ResourceExists.WorkSpace`. */
  isTaken(directoryId: string, userName: string): boolean {
    return userName !== userDecoupled && this.seats.has(seatOf({ directoryId, userName }));
  }

  get(id: string): Desktop | undefined {
    return this.byId.get(id);
  }

  inDirectory(directoryId: string): Shelf {
    return this.byDirectory.get(directoryId) ?? new Shelf();
  }

  ofBundle(bundleId: string): Shelf {
    return this.byBundle.get(bundleId) ?? new Shelf();
  }

  /** The user's desktops in a directory: at most one, except of user-decoupled ones. */
  ofUser(directoryId: string, userName: string): Shelf {
    const seated = this.seats.get(seatOf({ directoryId, userName }));
    const shelf = new Shelf();
    if (userName === userDecoupled) {
      for (const one of this.inDirectory(directoryId)) if (one.userName === userDecoupled) shelf.add(one);
    } else if (seated !== undefined) {
      shelf.add(seated);
    }
    return shelf;
  }

  /** A private address of the directory's network; the first 65,531 are all different. */
  newAddress(directoryId: string): string {
    const number = [...this.directories.keys()].indexOf(directoryId);
    return addressOf(Math.max(0, number), this.nextAddress++);
  }

  private shelf(index: Map<string, Shelf>, key: string): Shelf {
    const shelf = index.get(key) ?? new Shelf();
    index.set(key, shelf);
    return shelf;
  }
}

const seatOf = (desktop: { directoryId: string; userName: string }): string =>
  `${desktop.directoryId}/${desktop.userName.toLowerCase()}`;
