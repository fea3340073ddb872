import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Upload } from '../../shared/article/upload.ts';
import type { ApiRequest } from './targetApi.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Words that readers look for, and signs that break parsers. */
const PIECE = fc.constantFrom(
  ...[
    'The harbour will open on Monday, the Port Authority said. ',
    '“We waited,” said Ines Calder. ',
    'a',
    ' ',
  ],
  ...[
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
    '\u2028',
    '\u200b',
    '\ufeff',
    '\u0085',
    '.',
    '...',
    '…',
    '? ',
    '"',
    '“',
    '”',
  ],
  ...[
    '\u0000',
    '\u001b[31m',
    '\u001b]0;title\u0007',
    '\u202e',
    '\u2066',
    '\u0007',
    '\u009b',
    '\ufffe',
    '\u{e0041}',
  ],
  ...['é', 'e\u0301', '\u0301', '🦉', '👩‍👩‍👧', 'ﷺ', 'İ', 'ß', '中文。', 'العربية', '\ud800', '\udc00'],
  ...[
    'LISBON (AP) — ',
    'By Ines Calder\n',
    'Photo: Ines Calder/AP\n',
    '(read more on CNN)',
    'Share | Tweet\n',
  ],
  ...[
    'Published: 10:00',
    '© 2023 A',
    '[1]',
    "n't",
    "'s",
    '1,000.5',
    'U.S. ',
    'http://a.example/?a=b',
    'a@b.example',
  ],
);
const TEXT = fc.array(PIECE, { maxLength: 40 }).map((pieces) => pieces.join(''));
/** Any string, a lone surrogate and a control character included. */
const ANY = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), TEXT);

/** What one would rather not have as a key: paths out of a folder, controls, marks that turn writing, the greatest length. */
export const NAME = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('a.txt', 'a.md', 'a.html', 'a.json', 'a', 'a.txt.gz', 'a.HTML.GZ'),
  },
  fc.constantFrom(
    ...[
      '../../etc/passwd.html',
      '/etc/shadow.json',
      '..\\..\\boot.ini.md',
      'C:\\a.html',
      '//host/share/a.json',
    ],
    ...[
      'a\u0000.html',
      'a\u001b[2J.md',
      '\u202etxt.exe.html',
      'a\n.json',
      'a b+c%2f.html',
      '.json',
      '.',
      '…',
    ],
    ...['__proto__.json', 'constructor', '%00.html', '{jndi:ldap://a}.md', `${'é'.repeat(500)}.html`],
  ),
  ANY.filter((name) => name !== ''),
);

const CONTENT_TYPE = fc.option(
  fc.constantFrom(
    ...[
      'text/plain',
      'text/html',
      'text/markdown',
      'application/json',
      'application/ld+json',
      'image/png',
      '',
    ],
    ...[
      'text/html; charset=utf-16le',
      'text/plain; charset=iso-2022-jp',
      'text/plain; charset=',
      'text/html;charset="',
    ],
    ...[
      'text/plain; charset=utf-7',
      `text/plain; charset=${'x'.repeat(2_000)}`,
      'text/plain; charset=x-user-defined',
    ],
    ...['text/html; charset=\u001b[31m', 'application/json;;;charset=gb18030'],
  ),
  { nil: undefined },
);
const METADATA = fc.option(
  fc.dictionary(
    fc.constantFrom('title', 'publisher', 'published', 'url', '__proto__', 'x'),
    fc.oneof(
      ANY,
      fc.constantFrom(
        '=?utf-8?B?w6k=?=',
        '=?x?q?=zz?=',
        '=?utf-8?q?=?= =?utf-8?q?=?=',
        '%E0%A4%A',
        '%00%1b',
        '+1e309',
      ),
      fc.constantFrom(
        '2023-13-45',
        '2023-01-11T25:61:61Z',
        '99999999999999',
        'javascript:alert(1)',
        'http://[::1',
      ),
    ),
    { maxKeys: 4 },
  ),
  { nil: undefined },
);

const upload = (bytes: fc.Arbitrary<Uint8Array>, name = NAME): fc.Arbitrary<Upload> =>
  fc.record({ name, bytes, contentType: CONTENT_TYPE, metadata: METADATA }).map(
    ({ contentType, metadata, ...rest }): Upload => ({
      ...rest,
      ...(contentType !== undefined && { contentType }),
      ...(metadata !== undefined && { metadata }),
    }),
  );

/** Bytes with some changed, cut off or doubled: what a damaged or hostile file is. */
const damaged = (bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      bytes,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
      fc.constantFrom('whole', 'cut', 'doubled'),
      fc.nat(),
    )
    .map(([original, changes, how, at]) => {
      const changed = Uint8Array.from(original);
      if (changed.length === 0) return changed;
      for (const [index, value] of changes) changed[index % changed.length] = value;
      if (how === 'cut') return changed.subarray(0, at % changed.length);
      return how === 'doubled'
        ? Uint8Array.from([...changed.subarray(at % changed.length), ...changed])
        : changed;
    });

const TAG = fc.constantFrom(
  ...'p div article body html head title h1 h2 a b i em span br img figure figcaption ul li table tr td pre'.split(
    ' ',
  ),
  ...'script style svg math template noscript iframe form select option textarea object meta link base'.split(
    ' ',
  ),
  ...[
    'time',
    'blockquote',
    'x-y',
    'P',
    'a:b',
    'p/',
    '!doctype html',
    '![CDATA[',
    '?xml',
    '!--',
    'plaintext',
    'frameset',
  ],
);
const ATTRIBUTE = fc.oneof(
  fc.constantFrom(
    ...[
      'class="caption"',
      "itemprop='author'",
      'style="display:none"',
      'href=javascript:alert(1)',
      'onload=x',
      'a',
      '=',
    ],
    ...[
      'property="og:title" content="A"',
      'name=date content=2023-01-11',
      'rel=author',
      'hidden',
      'type="',
      'id=a id=b',
    ],
    ...[
      'type="application/ld+json"',
      'src="data:image/png;base64,AA"',
      'srcset="a 1x, "',
      'aria-hidden=true',
      'datetime=1',
    ],
  ),
  TEXT.map((text) => `data-x="${text}"`),
  fc.integer({ min: 1, max: 3_000 }).map((length) => `class="${'caption '.repeat(length)}"`),
);
const ENTITY = fc.constantFrom(
  '&amp;',
  '&lt;script&gt;',
  '&#0;',
  '&#x110000;',
  '&#xd800;',
  '&bogus;',
  '&',
  '&#',
  '&lol9;',
);
const DOCTYPE_BOMB = '<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY lol9 "&lol;&lol;&lol;&lol;">]>';
const HTML_PART = fc.oneof(
  { weight: 4, arbitrary: TEXT },
  {
    weight: 4,
    arbitrary: fc
      .tuple(TAG, fc.array(ATTRIBUTE, { maxLength: 3 }))
      .map(([tag, attributes]) => `<${[tag, ...attributes].join(' ')}>`),
  },
  { weight: 3, arbitrary: TAG.map((tag) => `</${tag}>`) },
  ENTITY,
  fc.tuple(TAG, fc.integer({ min: 2, max: 700 })).map(([tag, times]) => `<${tag}>`.repeat(times)),
  fc.constantFrom(
    '-->',
    ']]>',
    '<',
    '</',
    '<!',
    DOCTYPE_BOMB,
    '<script type="application/ld+json">[{"@type":',
  ),
);
const STORY = '<p>The harbour will open on Monday, the Port Authority said, and nobody had asked for it.</p>';
const HTML = fc
  .tuple(fc.array(HTML_PART, { maxLength: 30 }), fc.boolean())
  .map(([parts, page]) =>
    page ? `<html><head></head><body>${STORY}${parts.join('')}${STORY}</body></html>` : parts.join(''),
  );

const FIELD = fc.constantFrom(
  ...[
    'text',
    'html',
    'title',
    'publisher',
    'published',
    'url',
    'uri',
    'body_text',
    'body_html',
    'body_xhtml',
    'bodies',
  ],
  ...[
    'headline',
    'headlines',
    'byline',
    'bylines',
    'infosource',
    'infosources',
    'versioncreated',
    'standard',
    'by',
  ],
  ...['__proto__', 'constructor', 'toString', 'copyrightholder', ''],
);
const DEEP = fc
  .tuple(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom('[', '{"a":'))
  .map(([depth, open]) => `${open.repeat(depth)}1${(open === '[' ? ']' : '}').repeat(depth)}`);
const VALUE: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: ANY.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: HTML.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.json({ maxDepth: 4 }) },
  fc.constantFrom(
    '1e400',
    '-0',
    '"\\ud800"',
    '"\\u0000"',
    'null',
    '[[[[]]]]',
    '[{"value":"A.","contenttype":"text/html"}]',
  ),
  fc.constantFrom(
    '[{"value":1}]',
    '[null,{"role":[]}]',
    '{"value":{}}',
    '01',
    '"\n"',
    'NaN',
    '[{"name":{"name":[]}}]',
  ),
  DEEP,
);
const JSON_TEXT = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.tuple(FIELD, VALUE), { maxLength: 6 }).map(asObject) },
  fc.json(),
  DEEP,
);

function asObject(fields: readonly (readonly [string, string])[]): string {
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}

const MARKDOWN = fc
  .array(
    fc.oneof(
      TEXT,
      fc.constantFrom(
        ...[
          '# ',
          '## a #',
          '> ',
          '- ',
          '1. ',
          '* * *',
          '---\n',
          '===\n',
          '```\n',
          '~~~',
          '|a|b|\n|-|-|\n',
          '    a',
        ],
        ...[
          '[a](b)',
          '[a](',
          '![a](b "c")',
          '![',
          '[a]: b\n',
          '[a][a]',
          '[^1]',
          '[^1]: a\n',
          '<!--',
          '-->',
          '<b>',
          '<a',
        ],
        ...[
          '*',
          '**',
          '***a*',
          '_',
          '__a_',
          '`',
          '``',
          '~~',
          '\\',
          '\\*',
          '<https://a.example>',
          '---\ntitle: a\n---\n',
        ],
        ...['---\na: "\n---\n', '(', '((((', ')', '\n\n', '[[[[', ']]]]', '*a*\n', '  \n'],
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

const encoded = (text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(text, fc.constantFrom('utf8', 'utf16le', 'utf16be', 'latin1', 'bom')).map(([value, how]) => {
    if (how === 'latin1') return Buffer.from(value, 'latin1');
    if (how === 'utf16le') return Buffer.from(`\ufeff${value}`, 'utf16le');
    if (how === 'utf16be') return Buffer.from(`\ufeff${value}`, 'utf16le').swap16();
    return utf8(how === 'bom' ? `\ufeff${value}` : value);
  });
const anyText = fc.oneof(HTML, JSON_TEXT, MARKDOWN, TEXT);
const SIGNATURE = fc.constantFrom(
  '%PDF-',
  'PK\x03\x04',
  '\x1f\x8b',
  '\x89PNG',
  '\xff\xfe\0\0',
  '{\\rtf',
  '\xef\xbb\xbf',
);

const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: 1 });
/** What inflates to the limit, and to one byte more. */
const BOMBS = [10 * 1_048_576, 10 * 1_048_576 + 1].map((size) => gzip(Buffer.alloc(size, 'a ')));

/** Uploads by what their bytes are. */
export const uploads = {
  bytes: upload(
    fc.oneof(
      fc.constantFrom(...BOMBS),
      { weight: 40, arbitrary: fc.uint8Array({ maxLength: 2_000 }) },
      {
        weight: 40,
        arbitrary: fc
          .tuple(SIGNATURE, fc.uint8Array({ maxLength: 400 }))
          .map(([beginning, rest]) => Buffer.concat([Buffer.from(beginning, 'latin1'), rest])),
      },
      { weight: 80, arbitrary: damaged(encoded(anyText)) },
      { weight: 60, arbitrary: damaged(encoded(anyText).map(gzip)) },
      { weight: 20, arbitrary: encoded(anyText).map((bytes) => gzip(gzip(bytes))) },
    ),
  ),
  html: upload(encoded(HTML), fc.constantFrom('a.html', 'a.htm', 'page')),
  json: upload(encoded(JSON_TEXT), fc.constantFrom('a.json', 'a')),
  text: upload(encoded(fc.oneof(MARKDOWN, TEXT)), fc.constantFrom('a.md', 'a.txt', 'a')),
};

const KEY = fc.oneof(
  NAME,
  fc.constantFrom(
    'a%2Fb.txt',
    '%',
    '%zz',
    '%c0%af',
    'a+b',
    '%2e%2e%2f',
    '%ed%a0%80',
    '%00',
    `${'%61'.repeat(900)}`,
    1,
    {},
  ),
);
const TIME = fc.oneof(
  fc.constantFrom(
    '2024-05-02T08:00:00.000Z',
    '2024-02-30T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:60Z',
    '',
  ),
  fc.constantFrom('+010000-01-01T00:00:00Z', '2024-05-02', 0, null),
);
const RECORD = fc.record(
  {
    eventVersion: fc.constantFrom('2.1', '2.2', '9'),
    eventSource: fc.oneof({ weight: 9, arbitrary: fc.constant('aws:s3') }, ANY),
    eventName: fc.constantFrom(
      'ObjectCreated:Put',
      'ObjectRemoved:Delete',
      'ObjectRestore:Post',
      '',
      'ObjectCreated:\n',
    ),
    eventTime: fc.oneof({ weight: 5, arbitrary: fc.constant('2024-05-02T08:00:00.000Z') }, TIME),
    s3: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          bucket: fc.record({ name: fc.constantFrom('uploads', '', 'texts') }),
          object: fc.record(
            {
              key: KEY,
              versionId: fc.oneof(ANY, fc.constant(null)),
              sequencer: fc.constantFrom('0066', 'ff', 'FF'.repeat(40), '', 'xyz', '0'.repeat(5_000)),
            },
            { requiredKeys: ['key', 'sequencer'] },
          ),
        }),
      },
      fc.jsonValue(),
    ),
  },
  { requiredKeys: ['eventSource', 'eventName', 's3', 'eventTime'] },
);

/** Bodies of queue messages: events of S3 with odd values, JSON of anything, and what is no JSON. */
export const EVENT: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.array(RECORD, { maxLength: 4 }).map((Records) => JSON.stringify({ Records })) },
  fc.constant(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' })),
  fc.jsonValue().map((Records) => JSON.stringify({ Records })),
  fc.integer({ min: 1, max: 20_000 }).map((count) => JSON.stringify({ Records: Array(count).fill(0) })),
  fc.json(),
  DEEP,
  ANY,
);

const PARAMETER = fc.constantFrom(
  ...['source', 'via', 'entity', 'publisher', 'from', 'to', 'limit', 'cursor', 'minConfidence', 'prefix'],
  ...['status', 'kind', 'stance'],
  ...['__proto__', 'constructor', '', 'Limit', 'x'.repeat(5_000), '\u001b[31m', '\u202e'],
);
const PARAMETER_VALUE = fc.oneof(
  ANY,
  fc.constantFrom(
    '1',
    '100',
    '0',
    '-1',
    '1e9',
    '٣',
    '0.5',
    '1.0000001',
    'processed',
    'withdrawn',
    'Ines Calder',
    'the',
  ),
  fc.constantFrom(
    '2024-05-12',
    '2024-02-30',
    '0000-01-01',
    '9999-12-31',
    '2024-05-12T00:00:00+23:59',
    '+275760-09-13',
  ),
  fc.constantFrom(
    'Selby Evening Mail',
    'ﷺ'.repeat(100),
    '\u0301'.repeat(300),
    '\ud800',
    '#',
    '-',
    '\u0000',
    "' OR 1=1",
  ),
  fc.constantFrom(
    'x'.repeat(9_000),
    '\uffff',
    '\u{10ffff}',
    '%',
    '../',
    '{jndi:ldap://a}',
    '{"$gt":""}',
    '0'.repeat(24),
  ),
);
const SEGMENT = fc.oneof(
  fc.constantFrom(
    'articles',
    'claims',
    'entities',
    'health',
    'openapi.json',
    'text',
    '..',
    '.',
    '%2e%2e',
    '%',
    '%00',
  ),
  fc.constantFrom(
    'a'.repeat(24),
    '0'.repeat(24),
    ' ',
    '',
    '__proto__',
    'articles%2F',
    '\u001b[2J',
    'x'.repeat(8_000),
  ),
  ANY,
);

/** Requests as API Gateway hands them on: known and unknown paths, parameters and methods. */
export const REQUEST: fc.Arbitrary<ApiRequest> = fc.record({
  path: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('/articles', '/claims', '/entities', '/health', '/openapi.json'),
    },
    fc.array(SEGMENT, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
    ANY,
  ),
  parameters: fc.array(fc.tuple(PARAMETER, PARAMETER_VALUE), { maxLength: 5 }),
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant('GET') },
    fc.constantFrom('POST', 'HEAD', 'TRACE', 'BREW', ''),
  ),
});

/** What is no cursor of the list, made from one that is: bytes changed, cut, doubled, spelled otherwise; or anything. */
export const cursorsFrom = (genuine: string): fc.Arbitrary<string> =>
  fc.oneof(
    damaged(fc.constant(Buffer.from(genuine, 'base64url'))).map((bytes) =>
      Buffer.from(bytes).toString('base64url'),
    ),
    damaged(fc.constant(utf8(genuine))).map((bytes) => Buffer.from(bytes).toString('latin1')),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
    fc.constantFrom(`${genuine}=`, `${genuine} `, genuine.toLowerCase(), `${genuine}${genuine}`),
    ANY,
  );
