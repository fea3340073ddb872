import * as z from 'zod';

const table = z.string().min(3).describe('name of the ledger table');
const textsBucket = z.string().min(3).describe('name of the bucket that keeps the document texts');

const ingest = z.object({
  CLAIMWIRE_TABLE: table,
  CLAIMWIRE_TEXTS_BUCKET: textsBucket,
  CLAIMWIRE_MODEL_DIR: z.string().min(1).describe('folder with model.onnx, vocab.txt and decoding.json'),
  CLAIMWIRE_QUEUE_URL: z.string().min(1).describe('address of the queue that messages come from'),
  CLAIMWIRE_WATCHED_PUBLISHERS: z
    .string()
    .transform((list) => list.split(',').filter((publisher) => publisher !== ''))
    .describe(
      'dimensions of the publishers that have a metric of their own, with commas between; may be empty',
    ),
});
const query = z.object({
  CLAIMWIRE_TABLE: table,
  CLAIMWIRE_TEXTS_BUCKET: textsBucket,
  CLAIMWIRE_CURSOR_SECRET_ID: z.string().min(1).describe('name or ARN of the secret that signs cursors'),
});

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of the ingest function. @throws Error that names each wrong variable and what it should hold */
export const ingestConfig = (environment: Environment) => parse(ingest, environment);

/** Settings of the query function. @throws Error that names each wrong variable and what it should hold */
export const queryConfig = (environment: Environment) => parse(query, environment);

function parse<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, environment: Environment) {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path }) => {
    const name = String(path[0]);
    const field = (schema.shape as unknown as Record<string, z.ZodType>)[name];
    return `${name} (${field?.description ?? 'unknown'}) is ${environment[name] === undefined ? 'not set' : 'not valid'}`;
  });
  throw new Error(`The function is not configured: ${wrong.join('; ')}.`);
}
