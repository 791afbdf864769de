import { DescribeWorkspacesCommand, type WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { startMoto } from '../../../emulators/desktop-cloud/scripts/moto.ts';
import { bundleId, directoryId } from './fleet.ts';
import { clientOf, quantile } from './pages.ts';
import { started } from './process.ts';
import { createAll } from './requests.ts';

/** How often one desktop is asked for. */
const single = 200;

/** The same reading of the same fleet: by the same client, in one process each, one after the other. */
export async function besideMoto(desktops: number) {
  const moto = await startMoto();
  const ours = await started(['--no-throttle', '--speed', '100000', '--users', String(desktops)]);
  try {
    return [
      await reading('moto', moto.url, moto.directoryId, desktops),
      await reading('desktop cloud', ours.url, directoryId, desktops),
    ];
  } finally {
    await ours.stop();
    await moto.stop();
  }
}

async function reading(who: string, url: string, directory: string, desktops: number) {
  const client = clientOf(url);
  const ids = await createAll(client, { directoryId: directory, bundleId }, desktops);
  const all: number[] = [];
  for (let round = 0; round < 5; round++) all.push(await readAll(client, desktops));
  const one: number[] = [];
  for (let round = 0; round < single; round++) {
    const id = ids[(round * 7) % ids.length];
    if (id === undefined) continue;
    const begun = performance.now();
    await client.send(new DescribeWorkspacesCommand({ WorkspaceIds: [id] }));
    one.push(performance.now() - begun);
  }
  client.destroy();
  return {
    who,
    desktops,
    'all of them, ms (median of 5)': Math.round(quantile(all, 0.5)),
    'one by id, ms (p50)': quantile(one, 0.5),
    'one by id, ms (p99)': quantile(one, 0.99),
  };
}

async function readAll(client: WorkSpacesClient, desktops: number): Promise<number> {
  const begun = performance.now();
  let seen = 0;
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeWorkspacesCommand(NextToken === undefined ? {} : { NextToken }),
    );
    seen += page.Workspaces?.length ?? 0;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  if (seen !== desktops) throw new Error(`${seen} of ${desktops} desktops were read`);
  return performance.now() - begun;
}
