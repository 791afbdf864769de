import { resetFailedV1, resetsPausedV1, resetsResumedV1, resumeRequestedV1 } from '@cleandesk/contracts';
import type { LocalPortal, StackEnvironment } from '@cleandesk/launcher';
import type { Browser, Page } from 'playwright-core';
import { mustEndAs } from '../people/expectations.ts';
import { places } from '../people/person.ts';
import { sitsDown } from '../portal/browser.ts';
import { type Office, officeOf, portalPatience } from '../portal/office.ts';
import type { Stage } from '../stack/stage.ts';
import { firstFails, isOf } from './failed-recreates.ts';
import type { Story } from './story.ts';

const seen = { timeout: portalPatience };

/** The desktop of somebody, as an operator finds it. */
async function findsDesktop(page: Page, userName: string): Promise<void> {
  await page.getByRole('link', { name: 'Fleet', exact: true }).first().click();
  await page.getByLabel('User').fill(userName);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: userName, exact: true }).click();
}

/**
 * AWS makes no desktop any more for the first of two users: the breaker of their directory and bundle trips, and the second one, who
 * leaves then, waits. An operator sees both, mends what is wrong, and presses the button.
 */
const resumed = async (stage: Stage, office: Office, browser: Browser): Promise<void> => {
  const scope = { directoryId: places.two, bundleId: places.linux };
  const { first, second } = await firstFails(stage, scope, 100);
  await first.hears(resetFailedV1);

  const { page, leaves } = await sitsDown(
    browser,
    await office.staff('operator'),
    `${office.portal.url}/fleet`,
  );
  const name = `Recreates of ${scope.bundleId} in ${scope.directoryId}`;
  const notice = page.getByRole('listitem').filter({ hasText: name });
  await notice.waitFor(seen);
  const { because } = await stage.bus.first(resetsPausedV1, isOf(scope), { withinMs: portalPatience });
  await notice.getByText(because).waitFor();
  await findsDesktop(page, second.userName);
  await page.getByText('A desktop like this could not be made anew.').first().waitFor(seen);

  stage.tell(first.userName, 'nothing refuses a desktop any more');
  await stage.cloud.clearFaults(first.userName);
  stage.tell(second.userName, 'an operator resumes recreates by a click');
  await page.getByRole('link', { name: 'Fleet', exact: true }).first().click();
  await notice.getByRole('button', { name: /^Resume/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  const asked = await stage.bus.first(
    resumeRequestedV1,
    (detail) => isOf(scope)(detail) && detail.requestedBy === 'operator',
    {
      withinMs: portalPatience,
      evidence: second.evidence,
    },
  );
  stage.tell(second.userName, `${asked.requestedBy} has asked for it`);
  await stage.bus.first(resetsResumedV1, isOf(scope), {
    withinMs: portalPatience,
    evidence: second.evidence,
  });
  await second.isReset();
  await mustEndAs(second, { kind: 'recreated', times: 1 });
  await first.isReset();
  await notice.waitFor({ ...seen, state: 'detached' });
  await findsDesktop(page, second.userName);
  await page.getByText('Clean and ready').first().waitFor(seen);
  await leaves();
};

export const operatorResumes = (
  stack: StackEnvironment & { portal: LocalPortal },
  browser: () => Promise<Browser>,
): Story => ({
  title: 'recreates that a failure has stopped go on when an operator, who sees why, presses the button',
  play: async (stage) => resumed(stage, officeOf(stage, stack), await browser()),
});
