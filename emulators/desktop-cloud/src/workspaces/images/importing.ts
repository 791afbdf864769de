import { AwsFault } from '../../kernel.ts';
import type {
  Compute,
  ImageComputeType,
  Protocol,
  WorkspaceImageIngestionProcess,
} from '../../service-model/generated/workspaces.ts';
import { unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import { supportsDedicatedTenancy } from '../directories/tenancy.ts';
import type { Handlers } from '../handlers.ts';
import { bookImage, newImage } from './adding.ts';
import { importStages, lastStage, takes } from './stages.ts';

/** There is no EC2 here: whatever is named as a source is there. Choice: with the smallest volumes. */
const volumes = { rootGib: 80, userGib: 10 };

export const importingImages: Handlers = {
  ImportWorkspaceImage(branch, asked) {
    refuseAccount(branch);
    const { ImageName: name, ImageDescription: description, Tags: tags } = asked;
    const add = newImage(branch, { operation: 'ImportWorkspaceImage', name, description, tags });
    const { IngestionProcess: process, Applications = [] } = asked;
    refuseCore(process.endsWith('_BYOP'));
    if (Applications.length > 1) throw invalid('Only one application can be specified.');
    const image = add({
      ...volumes,
      operatingSystem: 'WINDOWS_10',
      protocols: [process.endsWith('_WSP') ? 'WSP' : 'PCOIP'],
      computeType: computeTypeOf(process),
      requiredTenancy: 'DEDICATED',
    });
    bookImage(branch, image, takes.importing);
    return { ImageId: image.imageId };
  },

  ImportCustomWorkspaceImage(branch, asked) {
    refuseAccount(branch);
    const { ImageName: name, ImageDescription: description, Tags: tags } = asked;
    const add = newImage(branch, { operation: 'ImportCustomWorkspaceImage', name, description, tags });
    const { Protocol: protocol, OsVersion, ImageSource } = asked;
    refuseCore(protocol === 'BYOP');
    if (Object.values(ImageSource).filter((one) => one !== undefined).length !== 1) {
      throw invalid('Exactly one source of the image must be specified.');
    }
    if (OsVersion === 'Windows_11' && protocol === 'PCOIP') {
      throw invalid('Windows 11 does not support the PCOIP protocol.');
    }
    const image = add({
      ...volumes,
      operatingSystem: OsVersion === 'Windows_11' ? 'WINDOWS_11' : 'WINDOWS_10',
      protocols: [protocolOf(protocol)],
      computeType: hardware[asked.ComputeType],
      requiredTenancy: 'DEDICATED',
      customImport: {
        stage: 0,
        source: ImageSource,
        infrastructureConfigurationArn: asked.InfrastructureConfigurationArn,
        updatedAt: branch.world.clock.now(),
      },
    });
    branch.agenda.book(`${image.imageId}/image`, takes.importStage, 'imageImportGoesOn', image.imageId);
    return { ImageId: image.imageId, State: importStages[0] };
  },

  DescribeCustomWorkspaceImageImport({ images }, { ImageId }) {
    const image = images.get(ImageId);
    const running = image?.customImport;
    if (image === undefined || running === undefined) throw unknown(ImageId, 'image import');
    return {
      ImageId,
      InfrastructureConfigurationArn: running.infrastructureConfigurationArn,
      State: importStages[running.stage],
      ProgressPercentage: Math.floor((100 * running.stage) / lastStage),
      Created: new Date(image.createdAt),
      LastUpdatedTime: new Date(running.updatedAt),
      ImageSource: running.source,
    };
  },
};

const hardware: Readonly<Record<ImageComputeType, Compute>> = {
  BASE: 'STANDARD',
  GRAPHICS_G4DN: 'GRAPHICS_G4DN',
  GRAPHICS_G6: 'GRAPHICS_G6_XLARGE',
  GRAPHICS_G7: 'GRAPHICS_G7_2XLARGE',
};

function computeTypeOf(process: WorkspaceImageIngestionProcess): Compute {
  if (process.startsWith('BYOL_GRAPHICS_G4DN')) return 'GRAPHICS_G4DN';
  if (process === 'BYOL_GRAPHICSPRO') return 'GRAPHICSPRO';
  return process === 'BYOL_GRAPHICS' ? 'GRAPHICS' : 'STANDARD';
}

/** DCV is the newer name of WSP. */
const protocolOf = (protocol: string): Protocol => (protocol === 'PCOIP' ? 'PCOIP' : 'WSP');

/** Own licenses need hardware of one's own. Which error AWS has for an account without is a choice. */
function refuseAccount(branch: Branch): void {
  if (supportsDedicatedTenancy(branch)) return;
  throw new AwsFault(
    'OperationNotSupportedException',
    'The account is not enabled to bring its own licenses.',
  );
}

/** "Only supported by Amazon WorkSpaces Core. Contact your account team to be allow-listed" (service model). */
function refuseCore(isOwnProtocol: boolean): void {
  if (isOwnProtocol)
    throw new AwsFault('OperationNotSupportedException', 'BYOP is for WorkSpaces Core alone.');
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);
