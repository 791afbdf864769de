import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { where } from '@cleandesk/command-line';

export const tagging = (region: string | undefined): ResourceGroupsTaggingAPIClient =>
  new ResourceGroupsTaggingAPIClient(where(region));
