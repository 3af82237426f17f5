/** The room "engagement": how partnerships and plans reach the public. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { EngagementForum } from "./engagement-forum/engagement-forum.js";
import { EngagementForumResolver } from "./engagement-forum/engagement-forum.resolver.js";
import { importEngagementForums } from "./engagement-forum/import-engagement-forums.js";
import { importPublicationChannels } from "./publication-channel/import-publication-channels.js";
import { PublicationChannel } from "./publication-channel/publication-channel.js";
import { PublicationChannelResolver } from "./publication-channel/publication-channel.resolver.js";

/** How partnerships and plans reach the public. */
export const engagement: Room = {
  nouns: [EngagementForum, PublicationChannel],
  resolvers: [EngagementForumResolver, PublicationChannelResolver],
  imports: {
    "engagement-forums": importEngagementForums,
    "publication-channels": importPublicationChannels,
  },
};
