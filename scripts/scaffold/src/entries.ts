import { Refused } from '@cleandesk/command-line';
import type { NewService } from './service.ts';

/** A list in which every service stands, and where a new one goes: behind the last line that looks like this. */
type List = { path: string; like: RegExp; entry: (service: NewService) => string };

/** What has to know of each service. */
export const lists: readonly List[] = [
  {
    path: 'terraform/services.tf',
    like: /^ {4}"[a-z-]+" += \[.*\]$/,
    entry: ({ name }) => `    "${name}" = ["hear"]`,
  },
  {
    path: 'terraform/services.tf',
    like: /^ {4}(module\.\w+(\[\*\])?|\[module\.\w+)\.functions\]?,$/,
    entry: ({ snake }) => `    [module.${snake}.functions],`,
  },
  {
    path: 'scripts/checks/src/iam/reasons.ts',
    like: /^ {2}'[a-z-]+-[a-z]+',$/,
    entry: ({ name }) => `  '${name}-hear',`,
  },
];

/** The text with one more entry in its list. @throws {Refused} when it has no such list any more */
export function withEntry(text: string, { path, like, entry }: List, service: NewService): string {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => like.test(line));
  if (last === -1)
    throw new Refused(
      `${path} has no list of services any more that looks like ${like}: scripts/scaffold has to follow.`,
    );
  return lines.toSpliced(last + 1, 0, entry(service)).join('\n');
}
