import source from '../service-model/generated/workspaces.json' with { type: 'json' };
import type { Inputs, Shapes } from '../service-model/generated/workspaces.ts';
import { ServiceModel } from '../service-model/service-model.ts';

/** Every input and answer of WorkSpaces, as AWS's own model has them. */
export const model = new ServiceModel<Inputs, Shapes>(source);
