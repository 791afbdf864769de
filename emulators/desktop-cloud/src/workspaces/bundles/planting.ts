import type { Seed } from '../../seed.ts';
import type { Collection } from '../../state/collection.ts';
import type { Image } from '../images/image.ts';
import type { Place } from '../world.ts';
import type { Bundle } from './bundle.ts';

/** Amazon's bundles and those of the account, whose images are the account's own. */
export function plantBundles(
  { bundles, images }: { bundles: Collection<Bundle>; images: Collection<Image> },
  seed: Seed,
  { accountId }: Place,
  now: number,
): void {
  for (const bundle of seed.bundles) {
    const imageId = bundle.bundleId.replace('wsb-', 'wsi-');
    const owner = bundle.owner === 'SELF' ? accountId : bundle.owner;
    const times = { createdAt: now, updatedAt: now };
    bundles.put(bundle.bundleId, { ...bundle, owner, deleted: false, imageId, ...times, tags: [] });
    if (bundle.owner === 'AMAZON') continue;
    images.put(imageId, {
      imageId,
      name: bundle.name.replaceAll(/[^a-zA-Z0-9_./()-]+/g, '-'),
      description: bundle.description.replaceAll(/[^a-zA-Z0-9_./() -]+/g, ''),
      operatingSystem: bundle.operatingSystem,
      protocols: bundle.protocols,
      computeType: bundle.computeType,
      rootGib: bundle.rootGib,
      userGib: bundle.userGib,
      state: 'AVAILABLE',
      requiredTenancy: 'DEFAULT',
      createdAt: now,
      sharedWith: [],
      applicationIds: [],
      tags: [],
    });
  }
}
