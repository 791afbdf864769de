import { buildPortal } from '../scripts/build.ts';
import { startStub } from './stub.ts';
import { linkCode, linkTokens } from './world.ts';

await buildPortal();
const { url } = await startStub({ port: Number(process.env.PORT ?? 0) });
console.log(`The portal, with a stub behind it: ${url}`);
console.log('Sign in as Ada (requester), Ben (approver) or Olga (operator). All is forgotten at the end.');
console.log(`A mail's link: ${url}/decide#${linkTokens.code} with the code ${linkCode}`);
console.log(`One for those who sign in: ${url}/decide#${linkTokens.signIn}`);
