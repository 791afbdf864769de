/** Origins that the deployment adds: only it knows where the API and the issuer are. */
export type Origins = {
  /** Of the API, the issuer, and the issuer's token endpoint where that is another host. */
  connect: readonly string[];
  /** Where a sign-in may be sent to. */
  form: readonly string[];
};

/** What every answer of the portal carries. Nothing inline runs, nothing is asked of a third party, nobody frames it. */
export function securityHeaders({ connect, form }: Origins): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    ["form-action 'self'", ...form].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

/** For Terraform, which fills in the origins. */
export const headersToFill = securityHeaders({ connect: ['{connect}'], form: ['{form}'] });
