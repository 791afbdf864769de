import type { ApplicationResourceAssociation } from '../../service-model/generated/workspaces.ts';
import { unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import { theDesktop } from '../desktops/found.ts';
import type { Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import { asAssociation } from './associating.ts';
import { applicationOf, asApplication, catalogue } from './catalogue.ts';
import { associationsOf } from './standing.ts';

export const describingApplications: Handlers = {
  DescribeApplications(_branch, asked) {
    const { ApplicationIds: ids, ComputeTypeNames, OperatingSystemNames, LicenseType, Owner } = asked;
    for (const id of ids ?? []) if (applicationOf(id) === undefined) throw unknown(id, 'application');
    const shown = catalogue
      .map(asApplication)
      .filter(
        (one) =>
          (ids?.some((id) => id === one.ApplicationId) ?? true) &&
          (ComputeTypeNames?.some((name) => one.SupportedComputeTypeNames?.includes(name)) ?? true) &&
          (OperatingSystemNames?.some((name) => one.SupportedOperatingSystemNames?.includes(name)) ?? true) &&
          (LicenseType === undefined || one.LicenseType === LicenseType) &&
          (Owner === undefined || one.Owner === Owner),
      );
    const { NextToken, MaxResults, ...question } = asked;
    const { page, next } = listed(shown, {
      question: ['DescribeApplications', question],
      token: NextToken,
      size: MaxResults,
    });
    return { Applications: page, NextToken: next };
  },

  DescribeWorkspaceAssociations: (branch, { WorkspaceId, AssociatedResourceTypes: types }) => ({
    Associations: types.includes('APPLICATION')
      ? associationsOf(branch, theDesktop(branch, WorkspaceId)).map(asAssociation)
      : [],
  }),

  DescribeImageAssociations({ images }, { ImageId, AssociatedResourceTypes: types }) {
    const image = images.get(ImageId);
    if (image === undefined) throw unknown(ImageId, 'image');
    const shown = types.includes('APPLICATION') ? image.applicationIds : [];
    return { Associations: shown.map((id) => ({ ImageId, ...ofResource(id, image.createdAt) })) };
  },

  DescribeBundleAssociations({ bundles, images }, { BundleId, AssociatedResourceTypes: types }) {
    const bundle = bundles.get(BundleId);
    if (bundle === undefined || bundle.deleted) throw unknown(BundleId, 'bundle');
    const applicationIds = images.get(bundle.imageId)?.applicationIds ?? [];
    const shown = types.includes('APPLICATION') ? applicationIds : [];
    return { Associations: shown.map((id) => ({ BundleId, ...ofResource(id, bundle.updatedAt) })) };
  },

  DescribeApplicationAssociations(branch, asked) {
    const { ApplicationId: id, AssociatedResourceTypes: types, NextToken, MaxResults } = asked;
    if (applicationOf(id) === undefined) throw unknown(id, 'application');
    const found = [
      ...(types.includes('WORKSPACE') ? onDesktops(branch, id) : []),
      ...(types.includes('BUNDLE') ? inBundles(branch, id) : []),
      ...(types.includes('IMAGE') ? inImages(branch, id) : []),
    ];
    const { page, next } = listed(found, {
      question: ['DescribeApplicationAssociations', id, types],
      token: NextToken,
      size: MaxResults,
    });
    return { Associations: page, NextToken: next };
  },
};

/** What an image has is installed in it. */
const ofResource = (applicationId: string, at: number) =>
  ({
    AssociatedResourceId: applicationId,
    AssociatedResourceType: 'APPLICATION',
    Created: new Date(at),
    LastUpdatedTime: new Date(at),
    State: 'COMPLETED',
  }) as const;

function onDesktops(branch: Branch, id: string): ApplicationResourceAssociation[] {
  return branch.applicationAssociations
    .values()
    .filter(({ applicationId }) => applicationId === id)
    .flatMap(({ workspaceId }) => {
      const desktop = branch.fleet.get(workspaceId);
      return desktop === undefined ? [] : associationsOf(branch, desktop);
    })
    .filter(({ applicationId }) => applicationId === id)
    .map((association) => {
      const {
        WorkspaceId,
        AssociatedResourceId: _id,
        AssociatedResourceType: _type,
        ...rest
      } = asAssociation(association);
      return {
        ApplicationId: id,
        AssociatedResourceId: WorkspaceId,
        AssociatedResourceType: 'WORKSPACE',
        ...rest,
      };
    });
}

const inImages = ({ images }: Branch, id: string): ApplicationResourceAssociation[] =>
  images
    .values()
    .filter(({ applicationIds }) => applicationIds.includes(id))
    .map(({ imageId, createdAt }) => ({
      ...ofResource(imageId, createdAt),
      ApplicationId: id,
      AssociatedResourceType: 'IMAGE',
    }));

const inBundles = ({ bundles, images }: Branch, id: string): ApplicationResourceAssociation[] =>
  bundles
    .values()
    .filter(({ imageId, deleted }) => !deleted && (images.get(imageId)?.applicationIds ?? []).includes(id))
    .map(({ bundleId, updatedAt }) => ({
      ...ofResource(bundleId, updatedAt),
      ApplicationId: id,
      AssociatedResourceType: 'BUNDLE',
    }));
