import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** What may be said of an article when it is uploaded; it goes into the object's metadata. */
export interface UploadMetadata {
  readonly title?: string;
  readonly publisher?: string;
  readonly published?: string;
  readonly url?: string;
}

export interface ArticleFile {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly metadata?: UploadMetadata;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  text: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'application/xhtml+xml',
  json: 'application/json',
};

/**
 * Uploads one article. The content type goes by the key's ending (one for gzip set aside: what is inside counts); a key with
 * another ending gets none that says anything, and the reader finds out by itself.
 *
 * @returns the version S3 gave it, null in a bucket without versions
 * @throws the S3 client's errors as they are
 */
export async function putArticle(
  client: S3Client,
  { bucket, key, bytes, metadata = {} }: ArticleFile,
): Promise<string | null> {
  const contentType = CONTENT_TYPES[/\.([a-z]+)(?:\.gz)?$/i.exec(key)?.[1]?.toLowerCase() ?? ''];
  const { VersionId } = await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: bytes,
      ...(contentType === undefined ? {} : { ContentType: contentType }),
      Metadata: Object.fromEntries(
        Object.entries(metadata).map(([name, value]) => [name, encodeHeader(value)]),
      ),
    }),
  );
  return VersionId ?? null;
}

/**
 * Object metadata travels in HTTP headers, which hold printable ASCII: everything else goes percent encoded, as the reader takes it
 * (docs/input.md). So does what looks encoded already.
 */
const encodeHeader = (value: string): string =>
  /^[ -~]*$/.test(value) && !/%[0-9a-f]{2}|=\?/i.test(value)
    ? value
    : encodeURIComponent(value.toWellFormed()).replaceAll('%20', ' ');
