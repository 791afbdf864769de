/** Something that must not be where it was looked for. */
export type Pattern = { what: string; pattern: RegExp };

/** Its line, from 1, and enough of it to find it by; not the whole, since a report is read by many. */
export type Finding = { what: string; line: number; begins: string };

/** What opens something, wherever it stands. Each is so made that it is hardly ever anything else. */
export const secrets: readonly Pattern[] = [
  // IAM User Guide, "IAM identifiers": prefixes of access keys, temporary ones, bearer tokens and context-specific credentials.
  { what: 'access key of AWS', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  {
    what: 'secret key or session token of AWS',
    pattern:
      /(?:secret[_-]?(?:access[_-]?)?key|session[_-]?token)\\?["']?\s*[:=]\s*\\?["']?[A-Za-z0-9/+]{40,}/gi,
  },
  { what: 'private key', pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g },
  { what: 'signed token (JWT)', pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g },
  { what: 'token of GitHub', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40})/g },
  { what: 'token of npm or PyPI', pattern: /\b(?:npm_[A-Za-z0-9]{36}|pypi-[\w-]{50})/g },
  { what: 'token of Slack', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10}|hooks\.slack\.com\/services\/T\w+/g },
  { what: 'key of Google', pattern: /\bAIza[\w-]{35}/g },
  {
    // The word itself stands for one in examples.
    what: 'password in an address',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"'`$<>{}]+:(?!(?:secret|password)@)[^\s:@/"'`$<>{}]+@/gi,
  },
];

export const mailAddress: Pattern = {
  what: 'mail address',
  pattern: /[\w.%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/gi,
};

/** What is nobody's business who reads a log: secrets, whatever is called one, and addresses of people. */
export const unfitForLogs: readonly Pattern[] = [
  ...secrets,
  mailAddress,
  { what: 'authorization header', pattern: /\b(?:Bearer|Basic)\s+[\w.~+/-]{12,}|AWS4-HMAC-SHA256\s/g },
  {
    what: 'value that is called a token, a password or a secret',
    // Also in JSON within JSON, where quotation marks are escaped. The ARN of a secret has its name in it, and nothing else.
    pattern:
      /(?<!:secretsmanager:[\w-]*:\d*:)(?:token|password|passwd|secret)\\*["']?\s*[:=]\s*\\*["']?(?!null\b|undefined\b|true\b|false\b)[^\s"'\\,})\]]{6,}/gi,
  },
];

/** These very words, in any case: of things that were planted, or of people's names. */
export const words = (what: string, all: readonly string[]): Pattern[] =>
  all.map((word) => ({ what, pattern: new RegExp(`(?<![\\w.-])${literal(word)}(?![\\w-])`, 'gi') }));

const literal = (word: string): string => word.replaceAll(/[^\w\s]/g, '\\$&');

/** Everything in a text that one of the patterns finds. */
export function findings(text: string, patterns: readonly Pattern[]): Finding[] {
  return patterns.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
      what,
      line: text.slice(0, index).split('\n').length,
      begins: found.length <= 12 ? `${found.slice(0, 4)}…` : `${found.slice(0, 8)}…`,
    })),
  );
}
