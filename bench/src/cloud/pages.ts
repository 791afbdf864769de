import { DescribeWorkspacesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';

/** Reads every page of a fleet by the JS SDK, one after the other. */
export async function describePages(endpoint: string, desktops: number) {
  const client = clientOf(endpoint);
  const took: number[] = [];
  let seen = 0;
  let NextToken: string | undefined;
  do {
    const begun = performance.now();
    const page = await client.send(
      new DescribeWorkspacesCommand(NextToken === undefined ? {} : { NextToken }),
    );
    took.push(performance.now() - begun);
    seen += page.Workspaces?.length ?? 0;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  client.destroy();
  if (seen !== desktops) throw new Error(`${seen} of ${desktops} desktops were on the pages`);
  return { desktops, pages: took.length, p50Ms: quantile(took, 0.5), p99Ms: quantile(took, 0.99) };
}

export const clientOf = (endpoint: string): WorkSpacesClient =>
  new WorkSpacesClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });

/** Nearest rank, rounded to tenths. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return Math.round(value * 10) / 10;
}
