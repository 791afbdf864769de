import source from '../service-model/generated/cloudwatch.json' with { type: 'json' };
import type { Inputs, Shapes } from '../service-model/generated/cloudwatch.ts';
import { ServiceModel } from '../service-model/service-model.ts';

/** Every input and answer of CloudWatch, as AWS's own model has them. */
export const model = new ServiceModel<Inputs, Shapes>(source);
