/** Tags one resource can have: botocore service model `workspaces` 2015-04-08, `CreateTagsRequest.Tags`. */
export const mostTags = 50;

/** Keys with this prefix belong to AWS and can't be written. */
const reserved = /^aws:/i;

/** Why AWS refuses these keys; `undefined` when it takes them. */
export function refusedKeys(keys: readonly string[]): string | undefined {
  const own = keys.find((key) => reserved.test(key));
  if (own !== undefined) return `The tag key ${own} is invalid: keys that start with aws: are reserved.`;
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  return twice === undefined ? undefined : `The tag key ${twice} is given more than once.`;
}

/** Whether `tags` with `added` on top are more than a resource can have. */
export const areTooMany = (tags: ReadonlyMap<string, string>, added: readonly string[]): boolean =>
  new Set([...tags.keys(), ...added]).size > mostTags;
