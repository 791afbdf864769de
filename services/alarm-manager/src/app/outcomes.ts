/** Whose outcome it is: one message of the batch. */
export type Message = { messageId: string };

/** What comes of each message of a batch whose work is done together. */
export class Outcomes {
  readonly failed = new Map<string, unknown>();

  /** Nothing more is done for a message that comes again anyway. */
  isOpen({ messageId }: Message): boolean {
    return !this.failed.has(messageId);
  }

  fail({ messageId }: Message, error: unknown): void {
    this.failed.set(messageId, error);
  }

  /** Work for all of these messages: what it throws they all fail with. */
  async attempt(messages: readonly Message[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      for (const message of messages) this.fail(message, error);
    }
  }
}
