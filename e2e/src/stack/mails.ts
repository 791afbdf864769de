import * as z from 'zod';

/** A mail that the base emulator keeps instead of sending it. */
export type Mail = { from: string; to: readonly string[]; subject: string; text: string; html: string };

const inbox = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.object({
        Source: z.string(),
        To: z.array(z.string()),
        Subject: z.string(),
        BodyText: z.string(),
        BodyHtml: z.string().nullish(),
      }),
    ),
  ),
});

/** All mails that were sent since the emulator was emptied, oldest first. */
export async function mailsOf(baseUrl: string): Promise<Mail[]> {
  const answer = await fetch(`${baseUrl}/_ministack/ses/messages`);
  const { messages } = inbox.parse(await answer.json());
  return Object.values(messages)
    .flat()
    .map(({ Source, To, Subject, BodyText, BodyHtml }) => ({
      from: Source,
      to: To,
      subject: Subject,
      text: BodyText,
      html: BodyHtml ?? '',
    }));
}
