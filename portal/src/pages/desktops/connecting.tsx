import type { Me } from '@cleandesk/portal-api';
import { words } from './words.ts';

/** As the portal's owner wrote it. The client lies on another site. */
export function Connecting({ connecting }: { connecting: Me['connecting'] }) {
  return (
    <section class="connecting">
      <h3>{words.connectTitle}</h3>
      <p>{words.connect}</p>
      <p class="in-a-row">
        <a class="button" href={connecting.clientUrl} rel="noreferrer">
          {words.client}
        </a>
        {connecting.registrationCode !== undefined && (
          <span>
            {words.code} <code class="to-copy">{connecting.registrationCode}</code>
          </span>
        )}
      </p>
    </section>
  );
}
