import { AwsFault } from '../../kernel.ts';
import type { WorkspaceBundle } from '../../service-model/generated/workspaces.ts';
import type { Handler, Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import type { Bundle } from './bundle.ts';

export const asBundle = (bundle: Bundle): WorkspaceBundle => ({
  BundleId: bundle.bundleId,
  Name: bundle.name,
  Owner: bundle.owner,
  Description: bundle.description,
  ImageId: bundle.imageId,
  RootStorage: { Capacity: String(bundle.rootGib) },
  UserStorage: { Capacity: String(bundle.userGib) },
  ComputeType: { Name: bundle.computeType },
  CreationTime: new Date(bundle.createdAt),
  LastUpdatedTime: new Date(bundle.updatedAt),
  State: 'AVAILABLE',
  BundleType: 'REGULAR',
});

/** Ids that nobody knows are simply not in the answer. Without an owner the account's own are shown (service model). */
const describeWorkspaceBundles: Handler<'DescribeWorkspaceBundles'> = (
  { bundles, place },
  { BundleIds: ids, Owner: owner, NextToken },
) => {
  if (ids !== undefined && owner !== undefined) {
    throw new AwsFault(
      'InvalidParameterValuesException',
      'You cannot combine BundleIds with any other filter.',
    );
  }
  const wanted = bundles.values().filter((bundle) => {
    if (bundle.deleted) return false;
    if (ids !== undefined) return ids.includes(bundle.bundleId);
    return bundle.owner === (owner ?? place.accountId);
  });
  const { page, next } = listed(wanted, {
    question: ['DescribeWorkspaceBundles', ids, owner],
    token: NextToken,
  });
  return { Bundles: page.map(asBundle), NextToken: next };
};

export const describingBundles: Handlers = { DescribeWorkspaceBundles: describeWorkspaceBundles };
