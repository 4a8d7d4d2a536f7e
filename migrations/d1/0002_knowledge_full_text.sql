-- The index holds stems made by kb/text in the page's language, separated by spaces, so the tokenizer must only split
-- on spaces: `ascii` takes every non-ASCII character as part of a token.
CREATE VIRTUAL TABLE kb_fts USING fts5(title, headings, body, tokenize='ascii');
--> statement-breakpoint
CREATE VIRTUAL TABLE kb_vocab USING fts5vocab('kb_fts', 'row');
--> statement-breakpoint
-- Words by their trigrams, for typing errors. Rowids are those of kb_terms.
CREATE VIRTUAL TABLE kb_terms_fts USING fts5(term, tokenize='trigram', detail='none', columnsize=0);
