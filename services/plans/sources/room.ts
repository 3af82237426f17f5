/** The room "sources": the documents that facts come from, and the words of the hub and of the documents. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { Document } from "./document/document.js";
import { DocumentResolver } from "./document/document.resolver.js";
import { importDocuments } from "./document/import-documents.js";
import { importNotedGaps } from "./gap/import-noted-gaps.js";
import { GlossaryTerm } from "./glossary-term/glossary-term.js";
import { GlossaryTermResolver } from "./glossary-term/glossary-term.resolver.js";
import { importGlossaryTerms } from "./glossary-term/import-glossary-terms.js";
import { importTopics } from "./topic/import-topics.js";
import { Topic } from "./topic/topic.js";
import { TopicResolver } from "./topic/topic.resolver.js";

/** The documents that facts come from, and the words of the hub and of the documents. */
export const sources: Room = {
  nouns: [Document, Topic, GlossaryTerm],
  resolvers: [DocumentResolver, TopicResolver, GlossaryTermResolver],
  imports: {
    documents: importDocuments,
    topics: importTopics,
    "glossary-terms": importGlossaryTerms,
    gaps: importNotedGaps,
  },
};
