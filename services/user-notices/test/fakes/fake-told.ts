import { announcements, type Notice, stageOf } from '../../src/domain/notice.ts';
import type { Channel, Told } from '../../src/ports.ts';

type Known = { how?: 'told' | 'refused'; inHandUntil?: number };
type Story = { stage: number; items: Map<string, Known> };

/** What has been told, in memory. Holds to the same contract suite as DynamoDB. */
export function fakeTold(): Told {
  const stories = new Map<string, Story>();
  const storyOf = (name: string): Story => {
    const story = stories.get(name) ?? { stage: 0, items: new Map() };
    stories.set(name, story);
    return story;
  };
  const key = (notice: Notice, channel: Channel) => `${notice}-${channel}`;
  return {
    async begin({ story: name, notice, channel }, { now, until }) {
      const story = storyOf(name);
      const known = story.items.get(key(notice, channel));
      if (known?.how !== undefined) return 'done';
      if (story.stage > stageOf[notice]) return 'passed';
      if ((known?.inHandUntil ?? 0) >= now) return 'inHand';
      story.stage = stageOf[notice];
      story.items.set(key(notice, channel), { inHandUntil: until });
      return 'mayGo';
    },
    async end({ story, notice, channel }, how) {
      storyOf(story).items.set(key(notice, channel), { how });
    },
    async giveBack({ story, notice, channel }, until) {
      const { items } = storyOf(story);
      if (items.get(key(notice, channel))?.inHandUntil === until) items.delete(key(notice, channel));
    },
    async callOff(name, now) {
      const story = storyOf(name);
      story.stage = stageOf.withdrawn;
      const states = new Map<Channel, 'announced' | 'inHand'>();
      for (const channel of ['mail', 'topic'] as const) {
        const known = announcements.map((notice) => story.items.get(key(notice, channel)));
        if (known.some((one) => one?.how === 'told')) states.set(channel, 'announced');
        else if (known.some((one) => (one?.inHandUntil ?? 0) >= now)) states.set(channel, 'inHand');
      }
      return states;
    },
  };
}
