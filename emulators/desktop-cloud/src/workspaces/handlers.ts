import type { CallContext } from '../kernel.ts';
import type { Inputs, OperationName, Outputs } from '../service-model/generated/workspaces.ts';
import type { Branch } from './branch.ts';

/** Does one operation. Its input has been read by the model. Throws an AwsFault for what AWS refuses. */
export type Handler<Name extends OperationName> = (
  branch: Branch,
  input: Inputs[Name],
  context: CallContext,
) => Outputs[Name];

/** Those operations that one family of resources does. */
export type Handlers = { readonly [Name in OperationName]?: Handler<Name> };
