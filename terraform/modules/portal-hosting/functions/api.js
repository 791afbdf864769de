/* oxlint-disable no-unused-vars */
// Runs in CloudFront before the API is asked, which knows its paths without `/api`, and would take CloudFront for whoever calls. What a
// caller writes into that header is overwritten here; who calls the API past CloudFront can write what they like.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it.
function handler(event) {
  var request = event.request;
  request.uri = request.uri.replace(/^\/api(?=\/)/, '');
  request.headers['x-viewer-address'] = { value: event.viewer.ip };
  return request;
}
