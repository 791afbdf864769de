import type { Agenda } from '../../state/agenda.ts';
import { Collection } from '../../state/collection.ts';
import type { Touch } from '../../state/kept.ts';
import { type Directory, directorySchema, ownSubnets, type Person, personSchema } from './directory.ts';
import { newRegistration } from './registration.ts';

export type DirectoryParts = {
  readonly directories: Collection<Directory>;
  readonly people: Collection<Person>;
};

export function directoryParts(touch: Touch, agenda: Agenda): DirectoryParts {
  const directories = new Collection('directories', directorySchema, touch);
  const people = new Collection('people', personSchema, touch);
  agenda.on('directoryWasRegistered', (id) => {
    const directory = directories.get(id);
    if (directory?.state !== 'REGISTERING') return;
    const state = directory.failure === undefined ? 'REGISTERED' : 'ERROR';
    directories.put(id, { ...directory, state });
  });
  agenda.on('directoryWasDeregistered', (id) => {
    const directory = directories.get(id);
    if (directory?.state !== 'DEREGISTERING') return;
    // Whatever WorkSpaces made for itself is gone; the account's own directory stays, and can be registered again.
    if (id.startsWith('wsd-')) {
      directories.delete(id);
      return;
    }
    directories.put(id, {
      ...directory,
      state: 'DEREGISTERED',
      subnetIds: ownSubnets(directory.network),
      ipGroupIds: [],
      registration: newRegistration(),
      failure: undefined,
      tags: [],
    });
  });
  return { directories, people };
}
