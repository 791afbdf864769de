import type { DirectorySeed, Seed } from '../../seed.ts';
import { ownSubnets, personKey } from './directory.ts';
import type { DirectoryParts } from './parts.ts';
import { newRegistration } from './registration.ts';

export function plantDirectories(parts: DirectoryParts, { directories, userNames }: Seed): void {
  for (const directory of directories) addDirectory(parts, directory, userNames);
}

/** A directory of the account, and the users whom it knows. */
export function addDirectory(
  { directories, people }: DirectoryParts,
  { registered = true, ...directory }: DirectorySeed,
  userNames: readonly string[],
): void {
  const { directoryId } = directory;
  const network = freeNetwork(directories.values().map((one) => one.network));
  directories.put(directoryId, {
    ...directory,
    state: registered ? 'REGISTERED' : 'DEREGISTERED',
    network,
    subnetIds: ownSubnets(network),
    ipGroupIds: [],
    registration: newRegistration(),
    tags: [],
  });
  for (const userName of userNames) people.put(personKey(directoryId, userName), { directoryId, userName });
}

/** The first number that no directory has. */
export function freeNetwork(taken: readonly number[]): number {
  let network = 0;
  while (taken.includes(network)) network += 1;
  return network;
}
