# Written by `python -m pipeline rules > stages.mk`; a test holds it against pipeline/engine/stages.py.
# A stage's target is its record (what it made, from what): outputs/stages/NAME.json.

.PHONY: articles
articles: $(S)/articles.json ## read the articles and find their bodies
$(S)/articles.json: $(S)/input.json \
		models/articles/boilerplate.tsv \
		pipeline/base/errors.py \
		pipeline/base/letters.py \
		pipeline/base/lists.py \
		pipeline/reading/body.py \
		pipeline/articles.py \
		pipeline/base/contract.py \
		pipeline/base/files.py \
		pipeline/reading/decoding.py \
		pipeline/reading/metadata.py \
		pipeline/reading/records.py \
		pipeline/reading/sources.py \
		pipeline/reading/usertables.py
	$(MAKE_STAGE) articles

$(S)/skipped.json: $(S)/articles.json ;

.PHONY: tokens
tokens: $(S)/tokens.json ## sentences and words, proclitics split off
$(S)/tokens.json: $(S)/articles.json \
		models/tokens/proclitics.npz \
		pipeline/base/errors.py \
		pipeline/base/letters.py \
		pipeline/base/words.py \
		pipeline/reading/proclitics.py \
		models/articles/abbreviations.tsv \
		pipeline/base/lists.py \
		pipeline/reading/sentences.py \
		pipeline/base/contract.py \
		pipeline/base/files.py \
		pipeline/reading/nearby.py \
		pipeline/reading/wrapped.py \
		pipeline/tokens.py
	$(MAKE_STAGE) tokens

.PHONY: sentences
sentences: $(S)/sentences.json ## the sentences
$(S)/sentences.json: $(S)/articles.json \
		$(S)/tokens.json \
		pipeline/finals.py
	$(MAKE_STAGE) sentences

.PHONY: mentions
mentions: $(S)/mentions.json ## tag the names
$(S)/mentions.json: $(S)/articles.json \
		$(S)/tokens.json \
		$(shell find models/tagger -type f) \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/letters.py \
		pipeline/base/words.py \
		pipeline/taggers/__init__.py \
		pipeline/taggers/camel.py \
		pipeline/taggers/document.py \
		pipeline/taggers/embedded.py \
		pipeline/taggers/field.py \
		pipeline/taggers/labels.py \
		pipeline/taggers/spans.py \
		pipeline/taggers/stanza.py \
		pipeline/taggers/vote.py \
		pipeline/taggers/words.py \
		$(S)/options.json \
		$(shell find models/mentions -type f) \
		models/tokens/proclitics.npz \
		pipeline/base/contract.py \
		pipeline/base/files.py \
		pipeline/base/lists.py \
		pipeline/comparing/__init__.py \
		pipeline/comparing/alignment.py \
		pipeline/comparing/consonants.py \
		pipeline/comparing/editmodel.py \
		pipeline/comparing/nameparts.py \
		pipeline/comparing/namewords.py \
		pipeline/comparing/places.py \
		pipeline/comparing/similarity.py \
		pipeline/comparing/sounds.py \
		pipeline/comparing/wordmodel.py \
		pipeline/comparing/wordpairs.py \
		pipeline/comparing/wordrows.py \
		pipeline/reading/proclitics.py \
		pipeline/taggers/again.py \
		pipeline/taggers/edges.py \
		pipeline/taggers/kinds.py \
		pipeline/taggers/latin.py \
		pipeline/taggers/leftout.py \
		pipeline/taggers/press.py \
		pipeline/taggers/recurring.py \
		pipeline/taggers/titles.py \
		pipeline/taggers/tokentext.py \
		pipeline/taggers/usage.py \
		pipeline/mentions.py \
		$(if $(wildcard $(MENTIONS)),$(MENTIONS)) \
		pipeline/reading/decoding.py \
		pipeline/reading/given.py \
		pipeline/reading/records.py \
		pipeline/reading/usertables.py
	$(MAKE_STAGE) mentions

.PHONY: claims
claims: $(S)/claims.json ## relations and quotes between mentions
$(S)/claims.json: $(S)/articles.json \
		$(S)/tokens.json \
		$(S)/mentions.json \
		$(shell find models/relations -type f) \
		pipeline/base/errors.py \
		pipeline/base/letters.py \
		pipeline/base/lists.py \
		pipeline/base/words.py \
		pipeline/comparing/demonyms.py \
		pipeline/stating/acts.py \
		pipeline/stating/candidates.py \
		pipeline/stating/chunks.py \
		pipeline/stating/clauses.py \
		pipeline/stating/inflection.py \
		pipeline/stating/narrating.py \
		pipeline/stating/relationmodel.py \
		pipeline/stating/wordclasses.py \
		pipeline/base/contract.py \
		pipeline/base/cycles.py \
		pipeline/base/files.py \
		pipeline/claims.py \
		pipeline/stating/__init__.py \
		pipeline/stating/bodies.py \
		pipeline/stating/claimreader.py \
		pipeline/stating/events.py \
		pipeline/stating/evidence.py \
		pipeline/stating/frames.py \
		pipeline/stating/happening.py \
		pipeline/stating/persons.py \
		pipeline/stating/quoting.py \
		pipeline/stating/speakers.py \
		pipeline/stating/subjects.py \
		pipeline/stating/untold.py
	$(MAKE_STAGE) claims

.PHONY: names
names: $(S)/names.json ## each article's names, bare ones resolved
$(S)/names.json: $(S)/articles.json \
		$(S)/tokens.json \
		$(S)/mentions.json \
		$(S)/claims.json \
		$(shell find models/linking -type f) \
		models/relations/demonyms.tsv \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/letters.py \
		pipeline/base/lists.py \
		pipeline/comparing/__init__.py \
		pipeline/comparing/alignment.py \
		pipeline/comparing/consonants.py \
		pipeline/comparing/demonyms.py \
		pipeline/comparing/editmodel.py \
		pipeline/comparing/glossary.py \
		pipeline/comparing/latinwords.py \
		pipeline/comparing/namekeys.py \
		pipeline/comparing/nameparts.py \
		pipeline/comparing/namewords.py \
		pipeline/comparing/ngrams.py \
		pipeline/comparing/orglabel.py \
		pipeline/comparing/places.py \
		pipeline/comparing/romanize.py \
		pipeline/comparing/similarity.py \
		pipeline/comparing/sounds.py \
		pipeline/comparing/transliterator.py \
		pipeline/comparing/wordmodel.py \
		pipeline/comparing/wordpairs.py \
		pipeline/comparing/wordrows.py \
		pipeline/linking/__init__.py \
		pipeline/linking/blocking.py \
		pipeline/linking/coreference.py \
		pipeline/linking/linking.py \
		pipeline/linking/reliability.py \
		pipeline/base/contract.py \
		pipeline/base/files.py \
		pipeline/linking/clustering.py \
		pipeline/linking/offices.py \
		pipeline/linking/units.py \
		pipeline/linking/whereabouts.py \
		pipeline/names.py
	$(MAKE_STAGE) names

.PHONY: signatures
signatures: $(S)/signatures.json ## what near-duplicates are found by
$(S)/signatures.json: $(S)/articles.json \
		pipeline/base/contract.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/letters.py \
		pipeline/base/words.py \
		pipeline/duplicates.py
	$(MAKE_STAGE) signatures

.PHONY: duplicates
duplicates: $(S)/duplicates.json ## which articles repeat another
$(S)/duplicates.json: $(S)/signatures.json \
		pipeline/base/contract.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/letters.py \
		pipeline/base/words.py \
		pipeline/duplicates.py
	$(MAKE_STAGE) duplicates

.PHONY: links
links: $(S)/links.json ## bring the spellings of each entity together
$(S)/links.json: $(S)/names.json \
		$(if $(wildcard $(JUDGEMENTS)),$(JUDGEMENTS)) \
		pipeline/base/contract.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/letters.py \
		pipeline/linking/judgements.py \
		pipeline/reading/decoding.py \
		pipeline/reading/records.py \
		pipeline/reading/usertables.py \
		$(shell find models/linking -type f) \
		models/relations/demonyms.tsv \
		pipeline/base/cores.py \
		pipeline/base/lists.py \
		pipeline/comparing/__init__.py \
		pipeline/comparing/alignment.py \
		pipeline/comparing/consonants.py \
		pipeline/comparing/demonyms.py \
		pipeline/comparing/editmodel.py \
		pipeline/comparing/glossary.py \
		pipeline/comparing/latinwords.py \
		pipeline/comparing/namekeys.py \
		pipeline/comparing/nameparts.py \
		pipeline/comparing/namewords.py \
		pipeline/comparing/ngrams.py \
		pipeline/comparing/orglabel.py \
		pipeline/comparing/places.py \
		pipeline/comparing/romanize.py \
		pipeline/comparing/similarity.py \
		pipeline/comparing/sounds.py \
		pipeline/comparing/transliterator.py \
		pipeline/comparing/wordmodel.py \
		pipeline/comparing/wordpairs.py \
		pipeline/comparing/wordrows.py \
		pipeline/linking/__init__.py \
		pipeline/linking/blocking.py \
		pipeline/linking/coreference.py \
		pipeline/linking/linking.py \
		pipeline/linking/reliability.py \
		pipeline/base/cycles.py \
		pipeline/base/scans.py \
		pipeline/linking/clustering.py \
		pipeline/linking/company.py \
		pipeline/linking/compatible.py \
		pipeline/linking/corpus.py \
		pipeline/linking/fixedpoints.py \
		pipeline/linking/identity.py \
		pipeline/linking/namesakes.py \
		pipeline/linking/offices.py \
		pipeline/linking/shortforms.py \
		pipeline/linking/spellings.py \
		pipeline/linking/units.py \
		pipeline/linking/verdicts.py \
		pipeline/linking/whereabouts.py \
		pipeline/links.py
	$(MAKE_STAGE) links

.PHONY: entities
entities: $(S)/entities.json ## people, places, organizations
$(S)/entities.json: $(S)/names.json \
		$(S)/links.json \
		$(S)/mentions.json \
		$(S)/claims.json \
		$(S)/articles.json \
		$(shell find models/linking -type f) \
		models/relations/demonyms.tsv \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/letters.py \
		pipeline/base/lists.py \
		pipeline/comparing/__init__.py \
		pipeline/comparing/alignment.py \
		pipeline/comparing/consonants.py \
		pipeline/comparing/demonyms.py \
		pipeline/comparing/editmodel.py \
		pipeline/comparing/glossary.py \
		pipeline/comparing/latinwords.py \
		pipeline/comparing/namekeys.py \
		pipeline/comparing/nameparts.py \
		pipeline/comparing/namewords.py \
		pipeline/comparing/ngrams.py \
		pipeline/comparing/orglabel.py \
		pipeline/comparing/places.py \
		pipeline/comparing/romanize.py \
		pipeline/comparing/similarity.py \
		pipeline/comparing/sounds.py \
		pipeline/comparing/transliterator.py \
		pipeline/comparing/wordmodel.py \
		pipeline/comparing/wordpairs.py \
		pipeline/comparing/wordrows.py \
		pipeline/linking/__init__.py \
		pipeline/linking/blocking.py \
		pipeline/linking/coreference.py \
		pipeline/linking/linking.py \
		pipeline/linking/reliability.py \
		pipeline/base/contract.py \
		pipeline/base/files.py \
		pipeline/base/scans.py \
		pipeline/entities.py \
		pipeline/linking/fixedpoints.py
	$(MAKE_STAGE) entities

.PHONY: linked_names
linked_names: $(S)/linked_names.json ## each article's names and entities
$(S)/linked_names.json: $(S)/links.json \
		pipeline/finals.py
	$(MAKE_STAGE) linked_names

.PHONY: aliases
aliases: $(S)/aliases.json ## their spellings
$(S)/aliases.json: $(S)/names.json \
		$(S)/linked_names.json \
		pipeline/aliases.py \
		pipeline/base/contract.py \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/scans.py
	$(MAKE_STAGE) aliases

.PHONY: merges
merges: $(S)/merges.json ## why they were brought together
$(S)/merges.json: $(S)/names.json \
		$(S)/links.json \
		pipeline/base/contract.py \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/scans.py \
		pipeline/merges.py
	$(MAKE_STAGE) merges

.PHONY: article_list
article_list: $(S)/article_list.json ## the articles
$(S)/article_list.json: $(S)/articles.json \
		$(S)/duplicates.json \
		pipeline/finals.py
	$(MAKE_STAGE) article_list

.PHONY: stories
stories: $(S)/stories.json ## what was printed more than once
$(S)/stories.json: $(S)/duplicates.json \
		pipeline/base/contract.py \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/scans.py \
		pipeline/cooccurrences.py
	$(MAKE_STAGE) stories

.PHONY: linked_mentions
linked_mentions: $(S)/linked_mentions.json ## mentions with their entities
$(S)/linked_mentions.json: $(S)/mentions.json \
		$(S)/linked_names.json \
		pipeline/finals.py
	$(MAKE_STAGE) linked_mentions

.PHONY: relations
relations: $(S)/relations.json ## who is what, who met whom
$(S)/relations.json: $(S)/claims.json \
		$(S)/mentions.json \
		$(S)/linked_names.json \
		pipeline/base/contract.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/relations.py \
		pipeline/stating/claimlinks.py
	$(MAKE_STAGE) relations

.PHONY: quotes
quotes: $(S)/quotes.json ## who said what
$(S)/quotes.json: $(S)/claims.json \
		$(S)/mentions.json \
		$(S)/linked_names.json \
		pipeline/base/contract.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/quotes.py \
		pipeline/stating/claimlinks.py
	$(MAKE_STAGE) quotes

.PHONY: pair_counts
pair_counts: $(S)/pair_counts.json ## pairs in shared sentences
$(S)/pair_counts.json: $(S)/linked_mentions.json \
		$(S)/sentences.json \
		$(S)/stories.json \
		pipeline/base/contract.py \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/scans.py \
		pipeline/cooccurrences.py
	$(MAKE_STAGE) pair_counts

.PHONY: evidence
evidence: $(S)/evidence.json ## where sentences name the pairs
$(S)/evidence.json: $(S)/linked_mentions.json \
		pipeline/base/contract.py \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/scans.py \
		pipeline/cooccurrences.py
	$(MAKE_STAGE) evidence

.PHONY: cooccurrences
cooccurrences: $(S)/cooccurrences.json ## who is named with whom
$(S)/cooccurrences.json: $(S)/pair_counts.json \
		$(S)/entities.json \
		pipeline/base/contract.py \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/scans.py \
		pipeline/cooccurrences.py
	$(MAKE_STAGE) cooccurrences

.PHONY: tables
tables: $(S)/tables.json ## write tables/*.csv and tables.xlsx
$(S)/tables.json: $(S)/article_list.json \
		$(S)/skipped.json \
		$(S)/sentences.json \
		$(S)/linked_mentions.json \
		$(S)/entities.json \
		$(S)/aliases.json \
		$(S)/merges.json \
		$(S)/relations.json \
		$(S)/quotes.json \
		$(S)/cooccurrences.json \
		$(S)/evidence.json \
		pipeline/base/contract.py \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/letters.py \
		pipeline/base/lists.py \
		pipeline/base/scans.py \
		pipeline/drawing/__init__.py \
		pipeline/drawing/gexf.py \
		pipeline/drawing/layout.py \
		pipeline/drawing/lettering.py \
		pipeline/drawing/measures.py \
		pipeline/drawing/pagedata.py \
		pipeline/drawing/pagerows.py \
		pipeline/drawing/pictures.py \
		pipeline/drawing/spreadsheet.py \
		pipeline/graph.py \
		pipeline/products.py \
		pipeline/report.py
	$(MAKE_STAGE) tables

.PHONY: graph
graph: $(S)/graph.json ## write graph/ for Gephi
$(S)/graph.json: $(S)/article_list.json \
		$(S)/linked_mentions.json \
		$(S)/entities.json \
		$(S)/relations.json \
		$(S)/cooccurrences.json \
		$(S)/evidence.json \
		pipeline/base/contract.py \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/letters.py \
		pipeline/base/lists.py \
		pipeline/base/scans.py \
		pipeline/drawing/__init__.py \
		pipeline/drawing/gexf.py \
		pipeline/drawing/layout.py \
		pipeline/drawing/lettering.py \
		pipeline/drawing/measures.py \
		pipeline/drawing/pagedata.py \
		pipeline/drawing/pagerows.py \
		pipeline/drawing/pictures.py \
		pipeline/drawing/spreadsheet.py \
		pipeline/graph.py \
		pipeline/products.py \
		pipeline/report.py
	$(MAKE_STAGE) graph

.PHONY: page
page: $(S)/page.json ## write report.html
$(S)/page.json: $(S)/articles.json \
		$(S)/article_list.json \
		$(S)/sentences.json \
		$(S)/linked_mentions.json \
		$(S)/entities.json \
		$(S)/aliases.json \
		$(S)/merges.json \
		$(S)/relations.json \
		$(S)/quotes.json \
		$(S)/cooccurrences.json \
		$(S)/evidence.json \
		$(S)/graph.json \
		pipeline/base/contract.py \
		pipeline/base/cores.py \
		pipeline/base/errors.py \
		pipeline/base/files.py \
		pipeline/base/letters.py \
		pipeline/base/lists.py \
		pipeline/base/scans.py \
		pipeline/drawing/__init__.py \
		pipeline/drawing/gexf.py \
		pipeline/drawing/layout.py \
		pipeline/drawing/lettering.py \
		pipeline/drawing/measures.py \
		pipeline/drawing/pagedata.py \
		pipeline/drawing/pagerows.py \
		pipeline/drawing/pictures.py \
		pipeline/drawing/spreadsheet.py \
		pipeline/graph.py \
		pipeline/products.py \
		pipeline/report.py
	$(MAKE_STAGE) page

$(OUTPUTS)/run.json: $(S)/tables.json $(S)/graph.json $(S)/page.json
	$(MAKE_STAGE) run
