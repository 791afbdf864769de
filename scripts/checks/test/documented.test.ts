import { describe, expect, it } from 'vitest';
import { callsOf, told } from '../src/documented/calls.ts';
import { fencesOf } from '../src/documented/fences.ts';

const page = (text: string) => ({ path: 'docs/page.md', text });
const blocks = (text: string) => fencesOf(page(text)).fences;
const commands = async (...lines: string[]) => {
  const { calls, faults } = await callsOf(blocks(['```bash', ...lines, '```'].join('\n')), ['terraform']);
  return { calls: calls.map(told), folders: calls.map(({ folder }) => folder), faults };
};

describe('The commands of a page', () => {
  it('are found where they stand, also in a list', () => {
    expect(blocks('Text\n\n- so:\n  ```bash\n  pnpm build\n  ```\n')).toEqual([
      { page: 'docs/page.md', line: 5, language: 'bash', text: 'pnpm build' },
    ]);
  });

  it('can not hide in a block that does not say what it is', () => {
    expect(fencesOf(page('```\nrm -rf /\n```')).faults).toHaveLength(1);
    expect(fencesOf(page('```sh\nrm -rf /\n```')).faults).toHaveLength(1);
  });

  it('are those that bash would call, with their words expanded', async () => {
    const { calls, folders } = await commands(
      'name=kiosks',
      'look() { aws workspaces describe-workspaces --user-name "$1"; }',
      'until look ada.berg | grep -q AVAILABLE; do sleep 2; done',
      `(cd terraform && terraform plan -var name="$name")`,
    );
    expect(calls).toEqual([
      'aws workspaces describe-workspaces --user-name ada.berg',
      'terraform plan -var name=kiosks',
    ]);
    expect(folders).toEqual(['', 'terraform']);
  });

  it('are wrong when bash can not read them, nobody knows the program, or nothing set a variable', async () => {
    expect((await commands('terraform output -state=<file>')).faults).not.toEqual([]);
    expect((await commands('cleandesc fleet')).faults.join()).toContain('nobody knows cleandesc');
    expect((await commands('aws sqs purge-queue --queue-url $queue')).faults.join()).toContain(
      'unbound variable',
    );
  });
});
