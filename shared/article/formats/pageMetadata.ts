import type { RawMetadata } from '../metadata.ts';
import { mergeMetadata } from '../metadata.ts';
import type { DomDocument } from './dom.ts';

const ARTICLE_TYPE = /(?:Article|BlogPosting|Posting|Report|WebPage)$/;

/**
 * Metadata of an HTML page: schema.org JSON-LD before OpenGraph and other meta elements, which come before
 * `<link rel=canonical>`, `<time>` and `<title>`.
 */
export function pageMetadata(document: DomDocument): RawMetadata {
  const meta = metaElements(document);
  const named = (...names: string[]) => names.map((name) => meta.get(name)).find((value) => value);
  return mergeMetadata(
    ...linkedData(document),
    {
      title: named(
        'og:title',
        'twitter:title',
        'dc.title',
        'dcterms.title',
        'headline',
        'parsely-title',
        'title',
      ),
      publisher: named('og:site_name', 'dc.publisher', 'dcterms.publisher', 'publisher', 'application-name'),
      published: named(
        'article:published_time',
        'og:published_time',
        'datepublished',
        'dc.date.issued',
        'dcterms.issued',
        'dcterms.created',
        'dc.date',
        'parsely-pub-date',
        'pubdate',
        'publish-date',
        'publication_date',
        'sailthru.date',
        'date',
      ),
      url: named('og:url', 'parsely-link', 'twitter:url'),
    },
    {
      title: document.querySelector('title')?.textContent,
      published: document
        .querySelector('time[pubdate][datetime], article time[datetime]')
        ?.getAttribute('datetime'),
      url: document.querySelector('link[rel="canonical"]')?.getAttribute('href'),
    },
  );
}

function metaElements(document: DomDocument): Map<string, string> {
  const found = new Map<string, string>();
  for (const element of document.querySelectorAll('meta[content]')) {
    const content = element.getAttribute('content')?.trim();
    for (const attribute of ['property', 'name', 'itemprop']) {
      const name = element.getAttribute(attribute)?.toLowerCase();
      if (name && content && !found.has(name)) found.set(name, content);
    }
  }
  return found;
}

/** The articles that a page's JSON-LD describes, those of a news type first. Broken JSON-LD is passed over. */
function linkedData(document: DomDocument): RawMetadata[] {
  const articles: { type: string; metadata: RawMetadata }[] = [];
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    for (const node of nodesOf(parsed(script.textContent ?? ''))) {
      const type = [node['@type']].flat().find((name) => typeof name === 'string' && ARTICLE_TYPE.test(name));
      if (typeof type !== 'string') continue;
      articles.push({
        type,
        metadata: {
          title: node.headline ?? node.name,
          publisher: nameOf(node.publisher) ?? nameOf(node.sourceOrganization),
          published: node.datePublished ?? node.dateCreated,
          url: node.url ?? idOf(node.mainEntityOfPage),
        },
      });
    }
  }
  const rank = (type: string) => (type === 'WebPage' ? 1 : 0);
  return articles.sort((a, b) => rank(a.type) - rank(b.type)).map(({ metadata }) => metadata);
}

type JsonObject = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function nodesOf(value: unknown): JsonObject[] {
  return [value]
    .flat()
    .filter(isObject)
    .flatMap((node) => [node, ...[node['@graph'] ?? []].flat().filter(isObject)]);
}

function nameOf(value: unknown): unknown {
  const first = [value].flat()[0];
  return isObject(first) ? first.name : first;
}

const idOf = (value: unknown): unknown => (isObject(value) ? value['@id'] : value);
