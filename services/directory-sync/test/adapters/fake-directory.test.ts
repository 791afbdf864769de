import { scenario } from '../directories/world.ts';
import { directoryContract } from '../directory-contract.ts';
import { FakeDirectory } from '../fakes/fake-directory.ts';

directoryContract('the fake', async () => {
  const fake = new FakeDirectory(scenario);
  return {
    directory: fake,
    password: () => fake.password,
    source: (group, changes) => fake.source(group, changes),
    dnOf: (name) => fake.dnOf(name),
    mishap: (kind) => fake.mishap(kind),
    rotate: async (password) => {
      fake.password = password;
    },
    rename: async (login, newLogin) => fake.rename(login, newLogin),
    leave: async (group, login) => fake.leave(group, login),
    close: async () => undefined,
  };
});
