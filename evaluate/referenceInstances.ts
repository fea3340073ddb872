/**
 * `node evaluate/referenceInstances.ts OUT DATA...`: what the pronouns and descriptions of annotated articles may mean, with
 * all that speaks for or against it, and what they do mean. The scores of references are learned from it
 * (`training/claimwire_training/references.py`). One JSON line an article, in the order of the data.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { articleFromText } from '../shared/article/articleFromText.ts';
import type { Example } from '../shared/evaluate/example.ts';
import type { Anaphor } from '../shared/extract/coreference/anaphors.ts';
import { findReferences } from '../shared/extract/coreference/findReferences.ts';
import type { Choice } from '../shared/extract/coreference/referenceOptions.ts';
import type { Entity, Extraction } from '../shared/extract/extraction.ts';
import { SHIPPED_MODELS } from '../shared/extract/modelFolder.ts';
import { quotedSpans } from '../shared/extract/quotedSpans.ts';
import { createReferences, type ResolvedAttribution } from '../shared/extract/standalone/references.ts';
import { covers, type Span } from '../shared/span.ts';
import { extractAll } from './extractAll.ts';
import { readData } from './readData.ts';
import { type ReadReferences, readReferences } from './readReferences.ts';

const [out, ...data] = process.argv.slice(2);
if (!out || data.length === 0) throw new Error('Usage: node evaluate/referenceInstances.ts OUT DATA...');

/** Whether words mean an entity; null where that is not annotated. */
type Meaning = (span: Span, entity: Entity) => boolean | null;

/** Whom the annotation means by words: the found entities whose names are, as a rule, of that cluster. */
function clustered({ coreference }: Example, entities: readonly Entity[]): Meaning {
  const clusters = coreference!.entities.filter((mentions) => mentions.some(({ named }) => named));
  const mentions = clusters.flatMap((all, cluster) => all.map((one) => ({ ...one, cluster })));
  const clusterAt = (span: Span): number | null =>
    mentions
      .filter(({ span: whole, core }) => covers(whole, span) && covers(span, core))
      .sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]))[0]?.cluster ?? null;
  const clusterOf = new Map(
    entities.flatMap(({ id, mentions: names }): [string, number][] => {
      const counts = new Map<number, number>();
      for (const name of names) {
        const cluster = clusterAt(name);
        if (cluster !== null) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
      }
      const [most] = [...counts].sort((a, b) => b[1] - a[1]);
      return most ? [[id, most[0]]] : [];
    }),
  );
  const types = coreference!.types;
  return (span, { id, type }) => {
    const cluster = clusterAt(span);
    return types.has(type) ? cluster !== null && clusterOf.get(id) === cluster : null;
  };
}

/** The same for our own paragraphs, in which each place of words is annotated by a name. */
function listed({ text }: Example, references: ReadReferences): Meaning {
  return (span, { mentions }) => {
    const name = references.get(String(span));
    return name === undefined ? null : mentions.some((mention) => text.slice(...mention) === name);
  };
}

const FIRST_PERSON = /^(?:I|me|my|mine|myself|we|us|ours?|ourselves)$/i;

function instancesOf(example: Example, { claims, entities }: Extraction, means: Meaning) {
  const article = articleFromText(example.text, example.metadata);
  const quoted = quotedSpans(article);
  const attributions = claims.map(
    (claim): ResolvedAttribution => ({
      ...claim,
      source: claim.source?.[0] ?? null,
      cue: claim.cue ?? [],
      stance: claim.stance ?? 'assert',
    }),
  );
  // Of what is certain the first persons alone: the third ones cannot be told from what the scores found.
  const known = createReferences(article, attributions, entities, quoted)
    .within([0, article.text.length])
    .flatMap(({ span, entity }) =>
      entity !== null && FIRST_PERSON.test(article.reading.slice(...span)) ? [{ span, entity }] : [],
    );
  const instances: object[] = [];
  const observe = ({ kind, span, words }: Anaphor, { none, options }: Choice) => {
    const known = options.flatMap(({ entity, features }) => {
      const right = means(span, entity);
      return right === null
        ? []
        : [{ id: entity.id, features, right, mentions: entity.mentions.slice(0, 50) }];
    });
    if (known.length > 0) instances.push({ kind, span, words, none, options: known });
  };
  findReferences(article, attributions, known, entities, quoted, { observe });
  return { id: example.id, file: example.file, genre: example.genre, text: example.text, instances };
}

const annotated = new Map<string, ReadReferences>();
const examples = await readData(data);
const texts = new Map(examples.map(({ id, text }) => [id, text]));
const folder = new URL('../training/data/references/', import.meta.url);
for (const name of await readdir(folder)) {
  const raw = await readFile(new URL(name, folder), 'utf8');
  if (examples.some(({ file }) => file === name))
    for (const [id, references] of readReferences(raw, texts)) annotated.set(id, references);
}
const chosen = examples.filter(({ id, coreference }) => coreference || annotated.has(id));
const { extractions } = await extractAll(chosen, {
  model: SHIPPED_MODELS.default,
  jobs: availableParallelism(),
  onDone: () => {},
});
const lines = chosen.map((example, i) => {
  const extraction = extractions[i]!;
  const own = annotated.get(example.id);
  const means = own ? listed(example, own) : clustered(example, extraction.entities);
  return `${JSON.stringify(instancesOf(example, extraction, means))}\n`;
});
await writeFile(out, lines.join(''));
