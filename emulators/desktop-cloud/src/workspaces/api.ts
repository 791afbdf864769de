import { type AwsApi, AwsFault, type CallContext, type Operation } from '../kernel.ts';
import type { OperationName } from '../service-model/generated/workspaces.ts';
import { WrongAnswer } from '../service-model/wrong-answer.ts';
import { access } from './access/handlers.ts';
import { account } from './account/handlers.ts';
import { associating } from './applications/associating.ts';
import { describingApplications } from './applications/describing.ts';
import type { Branch } from './branch.ts';
import { changingBundles } from './bundles/changing.ts';
import { describingBundles } from './bundles/describing.ts';
import { changing } from './desktops/changing.ts';
import { createWorkspaces } from './desktops/creating.ts';
import { describing } from './desktops/describing.ts';
import { modifying } from './desktops/modifying.ts';
import { replacing } from './desktops/replacing.ts';
import { standby } from './desktops/standby.ts';
import { describingDirectories } from './directories/describing.ts';
import { modifyingDirectories } from './directories/modifying.ts';
import { registeringDirectories } from './directories/registering.ts';
import type { Handler, Handlers } from './handlers.ts';
import { importingImages } from './images/importing.ts';
import { keepingImages } from './images/keeping.ts';
import { makingImages } from './images/making.ts';
import { model } from './model.ts';
import { tagging } from './tagging.ts';

/** Every operation that is done here. */
const handlers: Handlers = {
  CreateWorkspaces: createWorkspaces,
  ...describing,
  ...describingBundles,
  ...changingBundles,
  ...makingImages,
  ...importingImages,
  ...keepingImages,
  ...associating,
  ...describingApplications,
  ...describingDirectories,
  ...modifyingDirectories,
  ...registeringDirectories,
  ...changing,
  ...modifying,
  ...replacing,
  ...standby,
  ...tagging,
  ...access,
  ...account,
};

/** What the desktop cloud does, by name. */
export const operationsDone: readonly string[] = Object.keys(handlers).sort();

/**
 * The WorkSpaces API over the branches (one per account and region) that `branchOf` gives. Whatever AWS has and this
 * has not is refused by name.
 * @param checked whether each answer is held against the service model
 */
export function workspacesApi(branchOf: (context: CallContext) => Branch, checked: boolean): AwsApi {
  const operation = <Name extends OperationName>(name: Name): Operation => {
    const handler: Handler<Name> | undefined = handlers[name];
    return (input, context) => {
      const read = model.read(name, input);
      if (handler === undefined) {
        throw new AwsFault('OperationNotSupportedException', `The desktop cloud does not support ${name}.`);
      }
      const answer = handler(branchOf(context), read, context);
      const faults = checked ? model.faultsOf(name, answer) : [];
      if (faults.length > 0) throw new WrongAnswer(name, faults);
      return answer;
    };
  };
  return {
    name: 'WorkSpaces',
    target: 'WorkspacesService',
    operations: new Map(model.operations().map((name) => [name, operation(name)])),
  };
}
