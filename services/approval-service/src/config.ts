import { desktopSpec } from '@cleandesk/contracts';
import { offerId } from '@cleandesk/portal-api';
import * as z from 'zod';

const text = z.string().min(1, 'is empty');
const seconds = z.int().positive();

/** Lies in the table: it is longer than what an environment can hold. Written by Terraform. */
export const settings = z.strictObject({
  directoryId: text,
  title: text,
  offers: z.array(
    z.strictObject({
      // What the API would refuse to show, or to be asked for, is no setting.
      id: offerId,
      title: text,
      description: z.string(),
      picture: z.enum(['windows', 'linux', 'graphics', 'generic']),
      size: z.strictObject({
        vcpu: z.int().positive(),
        memoryGib: z.number().positive(),
        storageGib: z.int().positive(),
      }),
      monthlyPrice: z.strictObject({ amount: z.number().nonnegative(), currency: z.string().length(3) }),
      longestDays: z.int().positive().exactOptional(),
      spec: desktopSpec,
    }),
  ),
  rules: z.array(
    z.strictObject({
      kind: z.enum(['desktop', 'reboot', 'reset', 'extend', 'return']),
      abovePrice: z.number().nonnegative().exactOptional(),
      needed: z.int().nonnegative(),
      by: z.enum(['manager', 'approvers']),
    }),
  ),
  approvers: z.array(text),
  approversSignIn: z.boolean(),
  limits: z.strictObject({ requestsPerDay: z.int().positive(), callsPerMinute: z.int().positive() }),
  remindAfterSeconds: seconds,
  expirySeconds: seconds,
  overdueSeconds: seconds,
  giveUpSeconds: seconds,
  /** Before a lease ends. */
  warnBeforeSeconds: seconds,
  connecting: z.strictObject({ clientUrl: z.url(), registrationCode: text.exactOptional() }),
  /** How whoever reads mails reads times and prices. */
  readers: z.strictObject({ timeZone: text, locale: text }),
  signIn: z.strictObject({
    claims: z.strictObject({
      user: text,
      mail: text,
      name: text,
      groups: text,
      manager: text.exactOptional(),
    }),
    operatorGroups: z.array(text),
  }),
});
export type GivenSettings = z.output<typeof settings>;

const common = z.object({
  EVENT_BUS_NAME: text,
  PORTAL_TABLE: text,
  /** Where the settings lie in the table. */
  SETTINGS_KEY: text,
  STATE_MACHINE_ARN: text.regex(/^arn:[a-z-]+:states:/, 'is not the ARN of a state machine'),
  PORTAL_URL: z.url('is not a URL'),
});
/** JSON in a variable. Faults never quote it. */
const sender = text.transform((given, context): Sender => {
  try {
    return z.strictObject({ from: text, configurationSet: text.exactOptional() }).parse(JSON.parse(given));
  } catch {
    context.addIssue({
      code: 'custom',
      message: 'is not a JSON object with from and perhaps configurationSet',
    });
    return z.NEVER;
  }
});
export type Sender = { from: string; configurationSet?: string };

const mail = z.object({ MAIL: sender });
const queue = z.object({ DEAD_LETTER_QUEUE_URL: z.url('is not a URL') });

/** What each function reads of its environment. packages/bundle writes it down for Terraform. */
export const environment = {
  api: common,
  steps: z.object({ ...common.shape, ...mail.shape }),
  hear: z.object({ ...common.shape, ...mail.shape, ...queue.shape }),
};

export type Config = {
  busName: string;
  table: string;
  settingsKey: string;
  stateMachineArn: string;
  portalUrl: string;
  mail?: Sender;
  deadLetterQueueUrl?: string;
};

/** The function's environment is wrong. The message names every fault at once, so that one deployment puts all right. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}

/** @throws {BadEnvironment} */
export function readConfig(
  of: keyof typeof environment,
  variables: Readonly<Record<string, string | undefined>>,
): Config {
  const schema: z.ZodType<z.output<typeof common> & Partial<z.output<typeof mail> & z.output<typeof queue>>> =
    environment[of];
  const result = schema.safeParse(variables);
  if (!result.success) {
    const faults = result.error.issues.map(({ path: [name], code, message }) =>
      code === 'invalid_type' && variables[String(name)] === undefined
        ? `${String(name)} is missing`
        : `${String(name)} ${message}`,
    );
    throw new BadEnvironment(`The environment is wrong: ${faults.join('; ')}`);
  }
  const { data: given } = result;
  return {
    busName: given.EVENT_BUS_NAME,
    table: given.PORTAL_TABLE,
    settingsKey: given.SETTINGS_KEY,
    stateMachineArn: given.STATE_MACHINE_ARN,
    portalUrl: given.PORTAL_URL.replace(/\/+$/, ''),
    ...(given.MAIL === undefined ? {} : { mail: given.MAIL }),
    ...(given.DEAD_LETTER_QUEUE_URL === undefined ? {} : { deadLetterQueueUrl: given.DEAD_LETTER_QUEUE_URL }),
  };
}
