/* oxlint-disable no-unused-vars */
// Runs in CloudFront before the bucket is asked: a path without an extension is a page of the portal, and all pages are one file. A missing
// file stays missing, which an error page in its place would hide.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it.
function handler(event) {
  var request = event.request;
  if (!/\.[A-Za-z0-9]+$/.test(request.uri)) request.uri = '/index.html';
  return request;
}
