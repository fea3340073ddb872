import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { tableDefinition } from '../../shared/ledger/tableDefinition.ts';
import type { StageSettings } from '../stages.ts';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

/** The ledger's DynamoDB table, and who may do what with it. */
export class Ledger extends Construct {
  /** Of the table in use: the stack's own, or the restored one that the stage names. */
  readonly tableName: string;
  private readonly tableArn: string;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    // Table, not TableV2: one region needs no global table, and LocalStack has none.
    const table = new Table(this, 'Table', {
      partitionKey: text(tableDefinition.partitionKey),
      sortKey: text(tableDefinition.sortKey),
      timeToLiveAttribute: tableDefinition.expires,
      // News comes in bursts: nothing to plan ahead, nothing to pay for at night.
      billingMode: BillingMode.PAY_PER_REQUEST,
      // DynamoDB's own key: free, and no key policy to get wrong. All that is in here was published before.
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.retainData,
      removalPolicy: stage.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const { name, partitionKey, sortKey } of tableDefinition.indexes) {
      table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        projectionType: ProjectionType.ALL,
      });
    }
    const { restoredTable } = stage;
    this.tableName = restoredTable ?? table.tableName;
    this.tableArn =
      restoredTable === null
        ? table.tableArn
        : Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName: restoredTable });
  }

  /** What recording an article takes. Cleaning up reads the table itself, never an index. */
  writeStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: [
          'dynamodb:BatchGetItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:Query',
        ],
        resources: [this.tableArn],
      }),
    ];
  }

  /** What answering queries takes: nothing that changes anything, and no scan. */
  readStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
        resources: [this.tableArn],
      }),
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: tableDefinition.indexes.map(({ name }) => `${this.tableArn}/index/${name}`),
      }),
    ];
  }
}
