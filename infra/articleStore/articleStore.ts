import { Aws, type CfnResource, Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

/** Where document texts lie in their bucket: shared/aws/s3ArticleStore.ts puts them there. */
const TEXTS = 'texts/*';

/**
 * Two buckets: what publishers upload, and the document texts that were taken out of it. Apart, so that keeping a text
 * never looks like an upload, and who may upload can neither read nor change a text.
 */
export class ArticleStore extends Construct {
  readonly uploads: Bucket;
  readonly texts: Bucket;
  /** The uploads bucket's ARN without a reference to the bucket: its queue's policy must be there before the bucket is. */
  readonly uploadsArn: string;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    const stack = Stack.of(this);
    // A name of our own, for `uploadsArn`. It ends in the beginning of the stack id's UUID: nobody can guess and take it
    // beforehand, and a stack made anew does not stumble over the buckets that an old one left.
    const suffix = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
    const uploadsName = `claimwire-${stage.name}-uploads-${suffix}`;
    this.uploadsArn = stack.formatArn({ service: 's3', region: '', account: '', resource: uploadsName });

    const common = {
      versioned: true,
      // S3's own key: every object is public news; KMS would add a request's price to each read and write.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: stage.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      autoDeleteObjects: !stage.retainData,
    } satisfies BucketProps;
    const replaced: LifecycleRule = {
      id: 'forget-replaced-versions',
      noncurrentVersionExpiration: stage.keepReplacedUploads,
      // Once the versions are gone, so is the marker that hid them.
      expiredObjectDeleteMarker: true,
    };
    const aborted: LifecycleRule = {
      id: 'drop-aborted-uploads',
      // Nobody takes a week for one article; the parts of a broken upload cost as much as an object.
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    };
    this.uploads = new Bucket(this, 'Uploads', {
      ...common,
      bucketName: uploadsName,
      lifecycleRules: [replaced, aborted],
    });
    this.texts = new Bucket(this, 'Texts', { ...common, lifecycleRules: [replaced, aborted] });

    for (const bucket of [this.uploads, this.texts]) {
      Validations.of(bucket).acknowledge({
        id: 'AwsSolutions-S1',
        reason:
          'Who read or wrote which object is what CloudTrail data events record, for the account as a whole. Server access logs would need a third bucket per stack, arrive hours late and without guarantee.',
      });
    }
    if (!stage.retainData) this.keepCleanersLog(stage);
    acknowledgeObjects(stack, this.uploads, '*');
    acknowledgeObjects(stack, this.texts, TEXTS);
  }

  /** The construct library's function that empties the buckets before they go: its log is to go with the stack, too. */
  private keepCleanersLog(stage: StageSettings): void {
    const logs = new LogGroup(this, 'CleanersLogs', {
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const cleaner = Stack.of(this).node.findChild('Custom::S3AutoDeleteObjectsCustomResourceProvider');
    const handler = cleaner.node.findChild('Handler') as CfnResource;
    handler.addPropertyOverride('LoggingConfig.LogGroup', logs.logGroupName);
  }

  /** What reading an upload takes. */
  readUploadsStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [this.uploads.arnForObjects('*')],
      }),
      existence(this.uploads),
    ];
  }

  /** What keeping a text takes: written once, only if it is not there yet, never read. */
  keepTextsStatements(): PolicyStatement[] {
    return [new PolicyStatement({ actions: ['s3:PutObject'], resources: [this.texts.arnForObjects(TEXTS)] })];
  }

  /** What reading a text takes. */
  readTextsStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.texts.arnForObjects(TEXTS)] }),
      existence(this.texts),
    ];
  }
}

/** Rights on objects below one bucket need a wildcard for the key. Only this one is accepted, in any role of the stack. */
function acknowledgeObjects(stack: Stack, bucket: Bucket, keys: string): void {
  const bucketId = stack.getLogicalId(bucket.node.defaultChild as CfnBucket);
  Validations.of(stack).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${keys}]`,
    reason: 'Stands for object keys of this one bucket, which cannot be listed beforehand.',
  });
}

/** Without the right to list, S3 answers 403 instead of 404 for what is not there, and nobody could tell the two apart. */
const existence = (bucket: Bucket): PolicyStatement =>
  new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] });
