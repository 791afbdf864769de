import type { CustomWorkspaceImageImportState } from '../../service-model/generated/workspaces.ts';

const minute = 60_000;

/** How long AWS takes, ms. */
export const takes = {
  /** "This can take up to 45 minutes" (Administration Guide, create a custom image). */
  creating: 45 * minute,
  /** Choice: as long as a new image. */
  updating: 45 * minute,
  /** Choice. */
  copying: 30 * minute,
  /** Choice. */
  importing: 2 * 60 * minute,
  /** Choice, for each of the stages of an import by EC2 Image Builder. */
  importStage: 15 * minute,
};

/** As the service model lists them, which is their order here (choice). */
export const importStages = [
  'PENDING',
  'IN_PROGRESS',
  'PROCESSING_SOURCE_IMAGE',
  'IMAGE_TESTING_START',
  'UPDATING_OPERATING_SYSTEM',
  'IMAGE_COMPATIBILITY_CHECKING',
  'IMAGE_TESTING_GENERALIZATION',
  'CREATING_TEST_INSTANCE',
  'INSTALLING_COMPONENTS',
  'GENERALIZING',
  'VALIDATING',
  'PUBLISHING',
  'COMPLETED',
] as const satisfies readonly CustomWorkspaceImageImportState[];

export const lastStage = importStages.length - 1;
