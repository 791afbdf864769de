/** What makes a call of this kind for real. */
export type Runner =
  /** A file of tests, or a step, makes it. */
  | { call: RegExp; by: string }
  /** A file of tests, or a step, does the same by another way: through an SDK, or the functions that the program consists of. */
  | { call: RegExp; alike: string }
  /** Nothing does. Its words are read by the program, and that is all. */
  | { call: RegExp; onlyRead: string };

const account = 'it needs an AWS account with WorkSpaces';
const awsCli = 'emulators/desktop-cloud/test/aws-cli/aws-cli.test.ts';

/** Every call of a page is one of these; the first that fits counts. Whatever it is, the program itself takes its words, or the step fails. */
export const runners: readonly Runner[] = [
  // On this machine.
  { call: /^\.\/scripts\/test\b/, by: '.github/workflows/ci.yml' },
  { call: /^\.\/scripts\/new-service\b/, by: 'step new-service' },
  { call: /^\.\/scripts\/\S+ --help$/, by: 'step commands' },
  { call: /^\.\/scripts\/local up .*--base localstack/, onlyRead: 'it needs Docker' },
  { call: /^\.\/scripts\/local\b/, alike: 'step stories' },
  { call: /^\.\/scripts\/demo\b/, onlyRead: 'it plays for minutes what the stories assert' },
  { call: /^\.\/scripts\/desktop-cloud\b/, alike: awsCli },
  { call: /^pnpm install\b/, by: 'scripts/bootstrap.sh' },
  { call: /^pnpm build\b/, by: 'step build' },
  { call: /^pnpm generate\b/, by: 'step generated' },
  { call: /^pnpm (format|lint)\b/, by: 'step lint' },
  { call: /^pnpm model\b/, by: 'step model' },
  { call: /^pnpm bench:init\b/, by: 'step bench' },
  { call: /^pnpm (bench|cost)(:\w+)?\b/, alike: 'bench/test/bench.test.ts' },
  { call: /^pnpm --filter @cleandesk\/e2e\b/, by: 'step stories' },
  { call: /^pnpm --filter @cleandesk\/docs\b/, by: 'step site' },
  { call: /^pnpm --filter @cleandesk\/portal build\b/, by: 'step build' },
  { call: /^pnpm --filter @cleandesk\/portal (browser|dev)\b/, by: 'step portal' },
  { call: /^pnpm --filter @cleandesk\/directory-sync samba\b/, by: 'step samba' },
  { call: /^pnpm --filter @cleandesk\/[\w-]+ test\b/, by: 'step unit' },
  { call: /^terraform (init|test)\b/, by: 'step terraform' },
  { call: /^terraform -chdir=terraform\/stacks\/local\b/, by: 'step stories' },
  {
    call: /^terraform( -chdir=\S+)? (apply|plan|output)\b/,
    onlyRead: `${account}; stories apply the same module to emulators`,
  },
  { call: /^node tests\/reasons\/check\.mjs/, by: 'step terraform' },
  {
    call: /^(git mv|node packages\/contracts\/scripts\/keep-release\.ts|node scripts\/checks\/src\/module-pages\/cli\.ts)\b/,
    onlyRead: 'it is done once for a release',
  },
  { call: /^curl\b.*\/_control\/sessions/, alike: 'step stories' },
  { call: /^sleep\b/, alike: 'step stories' },
  { call: /^ldapsearch\b/, onlyRead: 'it asks for a password' },

  // `cleandesk`, on tables, buses and queues of the emulators.
  {
    call: /^(pnpm )?cleandesk (receipts|replay|fleet|seat)\b/,
    alike: 'services/rebuild-service/test/cli/doors.contract.test.ts',
  },
  { call: /^(pnpm )?cleandesk (hold|release|reset|resume)\b/, alike: 'cli/test/operating.test.ts' },
  { call: /^(pnpm )?cleandesk dlq\b/, alike: 'cli/test/dead-letters.test.ts' },
  { call: /^(pnpm )?cleandesk sync\b/, alike: 'step unit' },
  { call: /^(pnpm )?cleandesk --help$/, by: 'step commands' },
  { call: /^(pnpm )?cleandesk\b/, alike: 'step unit' },

  // The AWS CLI.
  { call: /^aws (workspaces|cloudwatch)\b/, alike: awsCli },
  {
    call: /^aws (secretsmanager put-secret-value|sqs purge-queue)\b/,
    by: 'cli/test/stack/runbook.test.ts',
  },
  { call: /^aws events put-events\b/, alike: 'step stories' },
  { call: /^aws\b/, onlyRead: account },
];
