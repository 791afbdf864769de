import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPortal, StackEnvironment } from '@cleandesk/launcher';
import { type Request, routes } from '@cleandesk/portal-api';
import { eventually } from '@cleandesk/testkit';
import * as z from 'zod';
import { storyteller } from '../stack/clients.ts';
import type { Mail } from '../stack/mails.ts';
import type { Stage } from '../stack/stage.ts';
import { type Account, makeAccount } from './identity.ts';
import { type PortalClient, portalClient } from './portal-client.ts';
import { idTokenOf } from './sign-in.ts';

/** In which the portal's users have their desktops (terraform/stacks/local). */
export const portalDirectory = 'd-9067000001';

const outputs = z.object({
  portal: z.object({
    user_pool_id: z.string(),
    config: z.object({ issuer: z.url(), clientId: z.string(), scope: z.string() }),
  }),
});

/** Somebody with an account, signed in. */
export type Colleague = Account & {
  idToken: string;
  api: PortalClient;
  seat: { directoryId: string; userName: string };
};

/** Where people use the portal. */
export type Office = {
  /** New, and known to the directory. A name with a dot in it is taken as it is, others become unique. */
  hires(name: string, options?: { manager?: string; groups?: readonly string[] }): Promise<Colleague>;
  /** Who is there from the beginning: `approver`, `deputy`, `operator`. */
  staff(name: keyof LocalPortal['passwords']): Promise<Colleague>;
  /** Nobody is signed in. */
  stranger: PortalClient;
  /** A token of the same pool and user, for another application. */
  tokenForAnother(who: Account): Promise<string>;
  /** The first mail to somebody whose subject has these words. */
  mail(to: { mail: string }, words: string): Promise<Mail>;
  /** Waits until a request stands so, as its requester sees it. */
  becomes(who: Colleague, requestId: string, state: Request['state']): Promise<Request>;
  portal: LocalPortal;
};

/** ms that a desktop may take to be made, and a request to be decided and done, on a busy stack. */
export const portalPatience = 240_000;

export function officeOf(stage: Stage, stack: StackEnvironment & { portal: LocalPortal }): Office {
  const { portal } = stack;
  const known = outputs.parse(stack.outputs).portal;
  const credentials = { accessKeyId: storyteller, secretAccessKey: 'none' };
  const client = new CognitoIdentityProviderClient({
    endpoint: stack.baseUrl,
    region: stack.region,
    credentials,
  });
  const signIn = { ...known.config, redirectUri: `${portal.url}/signed-in` };

  const enters = async (account: Account): Promise<Colleague> => {
    const idToken = await idTokenOf(account, signIn);
    const seat = { directoryId: portalDirectory, userName: account.name };
    return { ...account, idToken, api: portalClient(portal.apiUrl, idToken), seat };
  };

  return {
    portal,
    stranger: portalClient(portal.apiUrl),

    async hires(name, options) {
      const userName = name.includes('.') ? name : `${name}-${stage.run}`;
      await stage.cloud.user(userName);
      return enters(await makeAccount({ client, id: known.user_pool_id }, userName, options));
    },

    async tokenForAnother(who) {
      const made = await client.send(
        new CreateUserPoolClientCommand({
          UserPoolId: known.user_pool_id,
          ClientName: `another-${who.name}`,
          AllowedOAuthFlows: ['code'],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthScopes: ['openid', 'email', 'profile'],
          CallbackURLs: [signIn.redirectUri],
          SupportedIdentityProviders: ['COGNITO'],
        }),
      );
      return idTokenOf(who, { ...signIn, clientId: made.UserPoolClient?.ClientId ?? '' });
    },

    staff: (name) => enters({ name, password: portal.passwords[name], mail: `${name}@example.com` }),

    mail: ({ mail }, words) =>
      eventually(
        `${mail} has a mail about "${words}"`,
        async () => (await stage.mailsTo(mail)).find(({ subject }) => subject.includes(words)),
        { withinMs: portalPatience },
      ),

    becomes: (who, requestId, state) =>
      eventually(
        `the request of ${who.name} is ${state}`,
        async () => {
          const request = await who.api.ask(routes.request, { parameters: { requestId } });
          return request.state === state ? request : undefined;
        },
        {
          withinMs: portalPatience,
          evidence: async () =>
            JSON.stringify(await who.api.ask(routes.request, { parameters: { requestId } })),
        },
      ),
  };
}
