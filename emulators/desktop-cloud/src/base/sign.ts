/** Base emulators read account and region out of the credential scope and check no signature. */
export const signedFor = (service: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
