import { AwsFault } from '../../kernel.ts';
import { registered, unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import type { AddIn } from './client.ts';

export const addInHandlers: Handlers = {
  CreateConnectClientAddIn(branch, { ResourceId, Name, URL }) {
    registered(branch, ResourceId);
    // "You can create only one Connect Customer client add-in within a directory" (service model).
    if (branch.addIns.values().some(({ directoryId }) => directoryId === ResourceId)) {
      throw new AwsFault('ResourceAlreadyExistsException', 'The directory has a client add-in.');
    }
    const addInId = uuid(branch.world.random);
    branch.addIns.put(addInId, { addInId, directoryId: ResourceId, name: Name, url: URL });
    return { AddInId: addInId };
  },

  DescribeConnectClientAddIns(branch, { ResourceId, NextToken, MaxResults }) {
    registered(branch, ResourceId);
    const wanted = branch.addIns.values().filter(({ directoryId }) => directoryId === ResourceId);
    const { page, next } = listed(wanted, {
      question: ['addIns', ResourceId],
      token: NextToken,
      size: MaxResults,
    });
    return {
      AddIns: page.map(({ addInId, directoryId, name, url }) => ({
        AddInId: addInId,
        ResourceId: directoryId,
        Name: name,
        URL: url,
      })),
      NextToken: next,
    };
  },

  UpdateConnectClientAddIn(branch, { AddInId, ResourceId, Name, URL }) {
    const addIn = addInOf(branch, ResourceId, AddInId);
    if (Name === undefined && URL === undefined) {
      throw new AwsFault('InvalidParameterValuesException', 'Name or URL must be given.');
    }
    branch.addIns.put(AddInId, { ...addIn, name: Name ?? addIn.name, url: URL ?? addIn.url });
    return {};
  },

  DeleteConnectClientAddIn(branch, { AddInId, ResourceId }) {
    branch.addIns.delete(addInOf(branch, ResourceId, AddInId).addInId);
    return {};
  },
};

function addInOf(branch: Branch, directoryId: string, id: string): AddIn {
  registered(branch, directoryId);
  const addIn = branch.addIns.get(id);
  if (addIn?.directoryId !== directoryId) throw unknown(id, 'client add-in');
  return addIn;
}

/** Out of the numbers that ids here are made of, so that a simulation can be repeated. */
const uuid = (random: () => number): string =>
  [8, 4, 4, 4, 12]
    .map((length) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join(''))
    .join('-');
