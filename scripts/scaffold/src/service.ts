import { Refused } from '@cleandesk/command-line';

/** What a new service is called, in each of the languages in which it is named. */
export type NewService = {
  /** Its folder, its functions' prefix, its source on the bus. */
  name: string;
  /** In Terraform's addresses. */
  snake: string;
  /** What it does, as the beginning of a sentence. */
  summary: string;
};

/** A function's name is `<deployment>-<service>-hear`, and ends at 50 characters; a deployment's has up to 20. */
const longest = 24;

/** @throws {Refused} */
export function serviceNamed(name: string, summary: string): NewService {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > longest)
    throw new Refused(
      `A service is named by lower-case letters, digits and single hyphens, at most ${longest} of them. "${name}" is not.`,
    );
  const [line = '', ...more] = summary.trim().split('\n');
  if (line === '' || more.length > 0 || /["\\$`<>{}]/.test(line))
    throw new Refused('The summary is one line, without quotation marks, brackets and the like.');
  return { name, snake: name.replaceAll('-', '_'), summary: line.replace(/\.$/, '') };
}
