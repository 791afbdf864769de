/**
 * Why AWS takes no create with these protocols, if it does not. From the API reference, WorkspaceProperties: "Only
 * available for WorkSpaces created with PCoIP bundles", and not with GPUs. A PCoIP bundle gives WSP as well, and that is
 * what the member was made for. Whether AWS minds WSP being named for a WSP bundle, nobody tells: public scripts do it.
 * @param literally reads the reference word by word, and takes protocols for PCoIP bundles only.
 */
export function refusedProtocols(
  asked: readonly string[],
  bundle: { bundleId: string; protocols: readonly string[] },
  computeType: string,
  literally: boolean,
): string | undefined {
  if (asked.length === 0) return undefined;
  if (computeType.startsWith('GRAPHICS')) return `Protocols can not be specified for ${computeType}.`;
  if (bundle.protocols.includes('PCOIP')) return undefined;
  const others = asked.filter((one) => literally || !bundle.protocols.includes(one));
  if (others.length === 0) return undefined;
  return `The bundle ${bundle.bundleId} does not support the specified protocols: ${others.join(', ')}.`;
}
