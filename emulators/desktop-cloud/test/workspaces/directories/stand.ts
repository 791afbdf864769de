import { codeOf } from '../code-of.ts';
import { first, list, stand } from '../stand.ts';

export const unregistered = 'd-9067000003';

/** A cloud whose account has a third directory, which WorkSpaces does not know yet. */
export function standWithThree() {
  const made = stand();
  made.control.directory(unregistered, { state: 'DEREGISTERED', directoryName: 'three.example.com' });
  /** As Describe shows one directory; undefined when it does not. */
  const shown = async (id: string): Promise<Record<string, unknown> | undefined> =>
    list((await made.call('DescribeWorkspaceDirectories', { DirectoryIds: [id] })).Directories)[0];
  const directory = async (id: string): Promise<Record<string, unknown>> => {
    const one = await shown(id);
    return first(one === undefined ? [] : [one]);
  };
  const code = (operation: string, input: object): Promise<string> => codeOf(made.call(operation, input));
  return { ...made, shown, directory, codeOf: code };
}
