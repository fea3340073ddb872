import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

/** Where alarms are told of: an encrypted topic that only alarms of this account can write to. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    // The one key of our own in the stack ($1 a month): alarms cannot write to a topic under the AWS managed key, whose
    // policy nobody can change.
    const key = new Key(this, 'Key', {
      description: `Encrypts the alarms of Claimwire ${stage.name}`,
      enableKeyRotation: true,
      // Also in prod: nothing that lasts is encrypted with it.
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });
    this.topic = new Topic(this, 'Topic', {
      displayName: `Claimwire ${stage.name}`,
      masterKey: key,
      enforceSSL: true,
    });
    const alarms = {
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    };
    key.addToResourcePolicy(
      new PolicyStatement({ ...alarms, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] }),
    );
    // With a policy of its own a topic loses the one that let all of the account write to it.
    this.topic.addToResourcePolicy(
      new PolicyStatement({ ...alarms, actions: ['sns:Publish'], resources: [this.topic.topicArn] }),
    );
    if (stage.alarmEmail !== null) this.topic.addSubscription(new EmailSubscription(stage.alarmEmail));
  }
}
