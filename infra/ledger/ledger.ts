import { RemovalPolicy } from 'aws-cdk-lib';
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
  readonly table: Table;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    // Table, not TableV2: one region needs no global table, and LocalStack has none.
    this.table = new Table(this, 'Table', {
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
      this.table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        projectionType: ProjectionType.ALL,
      });
    }
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
        resources: [this.table.tableArn],
      }),
    ];
  }

  /** What answering queries takes: nothing that changes anything, and no scan. */
  readStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
        resources: [this.table.tableArn],
      }),
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: tableDefinition.indexes.map(({ name }) => `${this.table.tableArn}/index/${name}`),
      }),
    ];
  }
}
